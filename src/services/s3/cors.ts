/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html */
import type { CORSRule } from '@aws-sdk/client-s3';
import { invalidRequest, malformedXml } from './errors.ts';

const METHODS = new Set(['GET', 'PUT', 'HEAD', 'POST', 'DELETE']);
const RULES_MAX = 100;

/** @throws AwsError MalformedXML, InvalidRequest */
export function checkedCorsRules(rules: readonly CORSRule[]): CORSRule[] {
  if (rules.length === 0 || rules.length > RULES_MAX) throw malformedXml();
  for (const {
    AllowedMethods = [],
    AllowedOrigins = [],
    AllowedHeaders = [],
    ExposeHeaders = [],
  } of rules) {
    if (AllowedMethods.length === 0 || AllowedOrigins.length === 0) throw malformedXml();
    const unknown = AllowedMethods.find((method) => !METHODS.has(method));
    if (unknown !== undefined)
      throw invalidRequest(
        `Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`,
      );
    for (const origin of AllowedOrigins) assertOneWildcard('AllowedOrigin', origin);
    for (const header of AllowedHeaders) assertOneWildcard('AllowedHeader', header);
    const wild = ExposeHeaders.find((header) => header.includes('*'));
    if (wild !== undefined)
      throw invalidRequest(
        `ExposeHeader "${wild}" contains wildcard. We currently do not support wildcard for ExposeHeader.`,
      );
  }
  return [...rules];
}

function assertOneWildcard(name: string, value: string): void {
  if (value.split('*').length <= 2) return;
  throw invalidRequest(`${name} "${value}" can not have more than one wildcard.`);
}

export interface CorsRequest {
  origin: string;
  method: string;
  /** Asked for by a preflight, in lower case. */
  headers: readonly string[];
}

/** The first rule that allows the request. */
export function matchCorsRule(
  rules: readonly CORSRule[],
  request: CorsRequest,
): CORSRule | undefined {
  return rules.find(
    (rule) =>
      rule.AllowedOrigins?.some((origin) => matches(origin, request.origin)) &&
      rule.AllowedMethods?.includes(request.method) &&
      request.headers.every((header) =>
        rule.AllowedHeaders?.some((allowed) => matches(allowed.toLowerCase(), header)),
      ),
  );
}

function matches(pattern: string, value: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === value;
  const [start, end] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return value.length >= pattern.length - 1 && value.startsWith(start) && value.endsWith(end);
}

/** The headers that a matching rule gives an answer. */
export function corsRuleHeaders(
  rule: CORSRule,
  { origin, headers }: CorsRequest,
): Record<string, string> {
  const isOpen = rule.AllowedOrigins?.includes('*') ?? false;
  return {
    'access-control-allow-origin': isOpen ? '*' : origin,
    ...(!isOpen && { 'access-control-allow-credentials': 'true' }),
    'access-control-allow-methods': (rule.AllowedMethods ?? []).join(', '),
    ...(headers.length > 0 && { 'access-control-allow-headers': headers.join(', ') }),
    ...(rule.ExposeHeaders?.length && {
      'access-control-expose-headers': rule.ExposeHeaders.join(', '),
    }),
    ...(rule.MaxAgeSeconds !== undefined && {
      'access-control-max-age': String(rule.MaxAgeSeconds),
    }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}
