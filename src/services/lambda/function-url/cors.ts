/**
 * CORS of function URLs, answered by the URL and not by the function.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors
 */
import type { Cors } from '@aws-sdk/client-lambda';

const PREFIX = 'access-control-';

/** Alternating names and values, to be added to a response; empty when the origin is not allowed. */
export function corsHeaders(cors: Cors, origin: string | undefined): string[] {
  const allowed = allowedOrigin(cors, origin);
  if (allowed === undefined) return [];
  const headers = [`${PREFIX}allow-origin`, allowed];
  if (allowed !== '*') headers.push('vary', 'Origin');
  if (cors.AllowCredentials) headers.push(`${PREFIX}allow-credentials`, 'true');
  if (cors.ExposeHeaders?.length)
    headers.push(`${PREFIX}expose-headers`, cors.ExposeHeaders.join(','));
  return headers;
}

/** What a preflight is answered with, besides `corsHeaders`. */
export function preflightHeaders(cors: Cors, origin: string | undefined): string[] {
  const headers = corsHeaders(cors, origin);
  if (headers.length === 0) return [];
  if (cors.AllowMethods?.length)
    headers.push(`${PREFIX}allow-methods`, cors.AllowMethods.join(','));
  if (cors.AllowHeaders?.length)
    headers.push(`${PREFIX}allow-headers`, cors.AllowHeaders.join(','));
  if (cors.MaxAge !== undefined) headers.push(`${PREFIX}max-age`, String(cors.MaxAge));
  return headers;
}

/** The function's own CORS headers give way to those of the URL, or browsers would see both. */
export function withoutCorsHeaders(headers: readonly string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i] ?? '';
    if (!name.toLowerCase().startsWith(PREFIX)) kept.push(name, headers[i + 1] ?? '');
  }
  return kept;
}

function allowedOrigin(cors: Cors, origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined;
  const allowed = cors.AllowOrigins ?? [];
  // Browsers refuse `*` together with credentials, so then the origin is named.
  if (allowed.includes('*')) return cors.AllowCredentials ? origin : '*';
  return allowed.some((each) => matches(each, origin)) ? origin : undefined;
}

/** `https://*.example.com` stands for every subdomain. */
function matches(pattern: string, origin: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === origin;
  const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return (
    origin.length > head.length + tail.length && origin.startsWith(head) && origin.endsWith(tail)
  );
}
