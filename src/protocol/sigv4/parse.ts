/** Signatures as they arrive: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
import { AwsError } from '../aws-error.ts';
import { parseQueryString } from '../http/query-string.ts';
import type { WireRequest } from '../interface.ts';

export type SignedRequest = Pick<WireRequest, 'method' | 'path' | 'query' | 'headers'>;

export interface Signature {
  /** Where it was found: the Authorization header, or the query of a presigned URL. */
  place: 'header' | 'query';
  algorithm: string;
  accessKeyId: string;
  /** `20260101/us-east-1/lambda/aws4_request` */
  scope: string;
  /** `20260101` */
  date: string;
  /** Empty in SigV4a, which signs for a set of regions. */
  region: string;
  service: string;
  /** Lower case, in the client's order. */
  signedHeaders: readonly string[];
  signature: string;
  /** `20260101T120000Z` */
  timestamp: string;
  /** Of presigned URLs only. */
  expiresSeconds: number | undefined;
  sessionToken: string | undefined;
}

/** What the identity of a caller is derived from. */
export interface Credentials {
  accessKeyId: string;
  region: string;
  sessionToken: string | undefined;
}

export const HMAC_ALGORITHM = 'AWS4-HMAC-SHA256';
const ECDSA_ALGORITHM = 'AWS4-ECDSA-P256-SHA256';

/**
 * @returns undefined for a request without an AWS signature
 * @throws IncompleteSignature (400) for a signature that cannot be read
 */
export function parseCredentials(
  request: Pick<SignedRequest, 'query' | 'headers'>,
): Credentials | undefined {
  const signature = parseSignature(request);
  if (!signature) return undefined;
  const { accessKeyId, region, sessionToken } = signature;
  return { accessKeyId, region, sessionToken };
}

/**
 * @returns undefined for a request without an AWS signature
 * @throws IncompleteSignature (400) for a signature that cannot be read
 */
export function parseSignature(
  request: Pick<SignedRequest, 'query' | 'headers'>,
): Signature | undefined {
  const header = request.headers.authorization;
  if (header !== undefined && header.startsWith('AWS4-'))
    return parseHeader(header, request.headers);
  if (/(?:^|&)X-Amz-(?:Algorithm|Credential)=/i.test(request.query))
    return parsePresigned(request.query);
  return undefined;
}

/** @throws MissingAuthenticationToken (403) */
export function requireSignature(request: Pick<SignedRequest, 'query' | 'headers'>): Signature {
  const signature = parseSignature(request);
  if (signature) return signature;
  throw new AwsError('MissingAuthenticationToken', 'Missing Authentication Token', { status: 403 });
}

function parseHeader(header: string, headers: WireRequest['headers']): Signature {
  const space = header.indexOf(' ');
  const algorithm = space < 0 ? header : header.slice(0, space);
  assertAlgorithm(algorithm);
  const fields = new Map<string, string>();
  for (const part of space < 0 ? [] : header.slice(space + 1).split(',')) {
    const equals = part.indexOf('=');
    if (equals > 0) fields.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  const timestamp = headers['x-amz-date'] ?? toTimestamp(headers.date);
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => !fields.get(name))
    .map((name) => `Authorization header requires '${name}' parameter.`);
  if (timestamp === undefined) {
    missing.push(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    );
  }
  if (missing.length > 0 || timestamp === undefined) {
    throw incomplete(`${missing.join(' ')} Authorization=${withoutSignature(header)}`);
  }
  return {
    place: 'header',
    algorithm,
    ...parseScope(fields.get('Credential') ?? '', algorithm),
    signedHeaders: (fields.get('SignedHeaders') ?? '').toLowerCase().split(';'),
    signature: fields.get('Signature') ?? '',
    timestamp: assertTimestamp(timestamp),
    expiresSeconds: undefined,
    sessionToken: headers['x-amz-security-token'],
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
function parsePresigned(query: string): Signature {
  const fields = new Map(
    parseQueryString(query).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const field = (name: string): string => {
    const value = fields.get(name.toLowerCase());
    if (value) return value;
    throw incomplete(`AWS query-string parameters must include '${name}'.`);
  };
  const algorithm = field('X-Amz-Algorithm');
  assertAlgorithm(algorithm);
  const expires = fields.get('x-amz-expires');
  if (expires !== undefined && !/^\d{1,9}$/.test(expires)) {
    throw new AwsError('AuthorizationQueryParametersError', 'X-Amz-Expires should be a number', {
      status: 400,
    });
  }
  return {
    place: 'query',
    algorithm,
    ...parseScope(field('X-Amz-Credential'), algorithm),
    signedHeaders: field('X-Amz-SignedHeaders').toLowerCase().split(';'),
    signature: field('X-Amz-Signature'),
    timestamp: assertTimestamp(field('X-Amz-Date')),
    expiresSeconds: expires === undefined ? undefined : Number(expires),
    sessionToken: fields.get('x-amz-security-token'),
  };
}

function assertAlgorithm(algorithm: string): void {
  if (algorithm === HMAC_ALGORITHM || algorithm === ECDSA_ALGORITHM) return;
  throw incomplete(`Unsupported AWS 'algorithm': '${algorithm}'.`);
}

function parseScope(
  credential: string,
  algorithm: string,
): Pick<Signature, 'accessKeyId' | 'scope' | 'date' | 'region' | 'service'> {
  const pattern =
    algorithm === HMAC_ALGORITHM
      ? /^(.+)\/(\d{8})\/([^/]*)\/([^/]+)\/aws4_request$/
      : /^(.+)\/(\d{8})()\/([^/]+)\/aws4_request$/;
  const match = pattern.exec(credential);
  if (!match) {
    throw incomplete(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  const [, accessKeyId = '', date = '', region = '', service = ''] = match;
  return { accessKeyId, date, region, service, scope: credential.slice(accessKeyId.length + 1) };
}

function assertTimestamp(timestamp: string): string {
  if (/^\d{8}T\d{6}Z$/.test(timestamp)) return timestamp;
  throw incomplete(
    `Date must be in ISO-8601 'basic format'. Got '${timestamp}'. See http://en.wikipedia.org/wiki/ISO_8601`,
  );
}

/** The Date header is an HTTP date; signatures may rest on it in place of X-Amz-Date. */
function toTimestamp(date: string | undefined): string | undefined {
  if (date === undefined || /^\d{8}T/.test(date)) return date;
  const epochMs = Date.parse(date);
  if (Number.isNaN(epochMs)) return date;
  return `${new Date(epochMs).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function incomplete(message: string): AwsError {
  return new AwsError('IncompleteSignature', message, { status: 400 });
}

/** Error texts are shown and logged: a usable signature has no place in them. */
function withoutSignature(header: string): string {
  return header.replace(/Signature=\s*[0-9a-fA-F]+/, 'Signature=…').slice(0, 512);
}
