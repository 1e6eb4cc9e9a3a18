/** The text a signature is made over: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
import { parseQueryString, percentDecode } from '../http/query-string.ts';
import type { Signature, SignedRequest } from './parse.ts';

export function canonicalRequest(
  request: SignedRequest,
  signature: Pick<Signature, 'service' | 'signedHeaders'>,
  payloadHash: string,
): string {
  return [
    request.method,
    signature.service === 's3' ? s3Path(request.path) : canonicalPath(request.path),
    canonicalQuery(request.query),
    ...signature.signedHeaders.map((name) => `${name}:${canonicalHeader(headerOf(request, name))}`),
    '',
    signature.signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

/** The client names the headers: `__proto__` is none. */
function headerOf({ headers }: SignedRequest, name: string): string {
  return Object.hasOwn(headers, name) ? (headers[name] ?? '') : '';
}

/** Dots and empty segments are resolved, then what arrived encoded is encoded again. */
function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(encode(segment));
  }
  const trailing = segments.length > 0 && path.endsWith('/') ? '/' : '';
  return `/${segments.join('/')}${trailing}`;
}

/** S3 keys are taken as they are: one encoding, nothing resolved. */
function s3Path(path: string): string {
  return path
    .split('/')
    .map((segment) => encode(percentDecode(segment)))
    .join('/');
}

function canonicalQuery(query: string): string {
  return parseQueryString(query)
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .toSorted(
      ([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB),
    )
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** By code units: encoded text is ASCII, and a locale must not matter. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function canonicalHeader(value: string): string {
  return value.trim().replace(/\s+/g, ' ');
}

/** RFC 3986, stricter than encodeURIComponent. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
