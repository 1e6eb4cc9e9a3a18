import type { Context, Endpoint } from '../../context.ts';

const HOST = /^([a-z0-9][a-z0-9-]*)\.lambda-url\.([a-z0-9-]+)\./;

/** `http://<url-id>.lambda-url.<region>.localhost:4566/` */
export function formatFunctionUrl(
  endpoint: Endpoint,
  urlId: string,
  region: Context['region'],
): string {
  return `${endpoint.protocol}://${urlId}.lambda-url.${region}.${endpoint.hostname}:${endpoint.port}/`;
}

/** @param host without port, lower case @returns undefined when the host is not a function URL's */
export function parseUrlHost(host: string): { urlId: string; region: string } | undefined {
  if (!host.includes('.lambda-url.')) return undefined;
  const match = HOST.exec(host);
  return match ? { urlId: match[1] ?? '', region: match[2] ?? '' } : undefined;
}
