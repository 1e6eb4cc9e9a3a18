/** Full verification of SigV4 signatures, on headers and on presigned URLs. */
import { hash, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import { canonicalRequest } from './canonical-request.ts';
import { hmacSha256 } from './hmac.ts';
import { HMAC_ALGORITHM, type Signature, type SignedRequest } from './parse.ts';
import { signingKey } from './signing-key.ts';

const MINUTE_MS = 60_000;
/** S3 tolerates 15 minutes of skew, the other services 5. */
const SKEW_MS = { s3: 15 * MINUTE_MS, others: 5 * MINUTE_MS };
/** Seven days: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
const LONGEST_EXPIRY_SECONDS = 604_800;
/** The hash is in the canonical request anyway; the other only tells of the client. */
const EXEMPT = new Set(['x-amz-content-sha256', 'x-amz-user-agent']);
const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';

export interface Verification {
  request: SignedRequest;
  signature: Signature;
  secretAccessKey: string;
  nowEpochMs: number;
  /** Undefined for a body that is still streaming: then the hash its header claims is believed here. */
  body: Buffer | undefined;
}

export interface Verified {
  /** What a streamed body must hash to (hex); the reader of the stream checks it. */
  payloadSha256: string | undefined;
  /** The seed of the chunk signatures of `STREAMING-AWS4-HMAC-SHA256-PAYLOAD`. */
  signature: string;
}

/**
 * @throws SignatureDoesNotMatch or InvalidSignatureException (403), RequestTimeTooSkewed (403),
 *   AccessDenied (403, an expired presigned URL), XAmzContentSHA256Mismatch (400)
 */
export function verifySignature(verification: Verification): Verified {
  const { request, signature, secretAccessKey } = verification;
  if (signature.algorithm !== HMAC_ALGORITHM) {
    // SigV4a needs the public key that AWS derives from the secret; no client signs so without a multi-region endpoint.
    throw mismatch(signature, `Brume does not verify ${signature.algorithm} signatures.`);
  }
  assertScopeDate(signature);
  assertHostSigned(signature);
  assertHeadersSigned(request, signature);
  assertInTime(verification);
  const payload = payloadHash(verification);
  const canonical = canonicalRequest(request, signature, payload.canonical);
  const toSign = [
    HMAC_ALGORITHM,
    signature.timestamp,
    signature.scope,
    hash('sha256', canonical, 'hex'),
  ].join('\n');
  const key = signingKey(secretAccessKey, signature.date, signature.region, signature.service);
  assertSame(signature.signature, hmacSha256(key, toSign), signature);
  return { payloadSha256: payload.toCheck, signature: signature.signature };
}

/**
 * The policy of a form, which is signed as it stands.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html
 * @throws SignatureDoesNotMatch (403)
 */
export function verifyFormPolicy(form: {
  secretAccessKey: string;
  text: string;
  date: string;
  region: string;
  signature: string;
}): void {
  const key = signingKey(form.secretAccessKey, form.date, form.region, 's3');
  assertSame(form.signature, hmacSha256(key, form.text), { service: 's3' });
}

function assertSame(given: string, expected: Buffer, signature: Pick<Signature, 'service'>): void {
  const bytes = Buffer.from(given, 'hex');
  if (bytes.length !== expected.length || !timingSafeEqual(bytes, expected))
    throw mismatch(signature);
}

function assertScopeDate(signature: Signature): void {
  if (signature.timestamp.startsWith(signature.date)) return;
  throw mismatch(
    signature,
    `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${signature.date}' != '${signature.timestamp.slice(0, 8)}', from '${signature.timestamp}'.`,
  );
}

function assertHostSigned(signature: Signature): void {
  if (signature.signedHeaders.includes('host')) return;
  throw mismatch(signature, "'Host' must be a 'SignedHeader' in the AWS Authorization.");
}

/**
 * S3 takes no header of its own that the signature does not cover, lest somebody adds one to a URL.
 * @throws AccessDenied (403)
 */
function assertHeadersSigned({ headers }: SignedRequest, signature: Signature): void {
  if (signature.service !== 's3') return;
  const unsigned = Object.keys(headers).filter(
    (name) =>
      name.startsWith('x-amz-') && !EXEMPT.has(name) && !signature.signedHeaders.includes(name),
  );
  if (unsigned.length === 0) return;
  throw new AwsError(
    'AccessDenied',
    'There were headers present in the request which were not signed',
    { status: 403, members: { HeadersNotSigned: unsigned.join(', ') } },
  );
}

function assertInTime({ signature, nowEpochMs }: Verification): void {
  const signedAtMs = toEpochMs(signature.timestamp);
  // The thirteenth month has the right digits; nothing could be compared with it.
  if (Number.isNaN(signedAtMs))
    throw mismatch(signature, `'${signature.timestamp}' is not a date.`);
  const skewMs = signature.service === 's3' ? SKEW_MS.s3 : SKEW_MS.others;
  if (signature.expiresSeconds !== undefined) {
    assertNotExpired(signature, nowEpochMs);
    if (signedAtMs > nowEpochMs + skewMs) {
      throw signature.service === 's3'
        ? new AwsError('AccessDenied', 'Request is not yet valid', { status: 403 })
        : mismatch(signature, `Signature not yet current: ${signature.timestamp}`);
    }
    return;
  }
  if (Math.abs(nowEpochMs - signedAtMs) <= skewMs) return;
  if (signature.service === 's3') {
    const message = 'The difference between the request time and the current time is too large.';
    throw new AwsError('RequestTimeTooSkewed', message, { status: 403 });
  }
  const minutes = skewMs / MINUTE_MS;
  const now = toTimestamp(nowEpochMs);
  throw signedAtMs < nowEpochMs
    ? mismatch(
        signature,
        `Signature expired: ${signature.timestamp} is now earlier than ${toTimestamp(nowEpochMs - skewMs)} (${now} - ${minutes} min.)`,
      )
    : mismatch(
        signature,
        `Signature not yet current: ${signature.timestamp} is still later than ${toTimestamp(nowEpochMs + skewMs)} (${now} + ${minutes} min.)`,
      );
}

/** Of presigned URLs. @throws AuthorizationQueryParametersError (400), AccessDenied or a mismatch (403) */
export function assertNotExpired(signature: Signature, nowEpochMs: number): void {
  const { expiresSeconds } = signature;
  if (expiresSeconds === undefined) return;
  const expiresEpochMs = toEpochMs(signature.timestamp) + expiresSeconds * 1000;
  if (expiresSeconds > LONGEST_EXPIRY_SECONDS) {
    const message = 'X-Amz-Expires must be less than a week (in seconds) that is 604800';
    throw new AwsError('AuthorizationQueryParametersError', message, { status: 400 });
  }
  if (!(nowEpochMs > expiresEpochMs)) return;
  throw signature.service === 's3'
    ? new AwsError('AccessDenied', 'Request has expired', {
        status: 403,
        members: {
          'X-Amz-Expires': String(expiresSeconds),
          Expires: toSeconds(expiresEpochMs),
          ServerTime: toSeconds(nowEpochMs),
        },
      })
    : mismatch(
        signature,
        `Signature expired: ${signature.timestamp} is valid for ${expiresSeconds} seconds.`,
      );
}

/** `2026-01-01T12:00:00Z` */
function toSeconds(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}

/** What stands for the body in the canonical request, and what a streamed body must turn out to be. */
function payloadHash({ request, signature, body }: Verification): {
  canonical: string;
  toCheck: string | undefined;
} {
  const claimed = request.headers['x-amz-content-sha256'] ?? hashInQuery(request.query);
  if (claimed === UNSIGNED_PAYLOAD || claimed?.startsWith('STREAMING-')) {
    return { canonical: claimed, toCheck: undefined };
  }
  if (signature.place === 'query' && signature.service === 's3' && claimed === undefined) {
    return { canonical: UNSIGNED_PAYLOAD, toCheck: undefined };
  }
  if (body === undefined) {
    if (claimed !== undefined) return { canonical: claimed, toCheck: claimed };
    throw new AwsError(
      'InvalidRequest',
      'Missing required header for this request: x-amz-content-sha256',
      {
        status: 400,
      },
    );
  }
  const actual = hash('sha256', body, 'hex');
  if (signature.service === 's3' && claimed !== undefined && claimed !== actual) {
    const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
    throw new AwsError('XAmzContentSHA256Mismatch', message, { status: 400 });
  }
  return { canonical: actual, toCheck: undefined };
}

/** Presigners move the header into the URL. */
function hashInQuery(query: string): string | undefined {
  return /(?:^|&)X-Amz-Content-Sha256=([\w-]+)/i.exec(query)?.[1];
}

const QUERY_SERVICES = new Set(['iam', 'sts', 'sns', 'cloudformation', 'monitoring', 's3']);

/** REST and JSON services say InvalidSignatureException, query services and S3 SignatureDoesNotMatch. */
function mismatch(signature: Pick<Signature, 'service'>, message?: string): AwsError {
  const code = QUERY_SERVICES.has(signature.service)
    ? 'SignatureDoesNotMatch'
    : 'InvalidSignatureException';
  return new AwsError(code, message ?? mismatchMessage(signature.service), { status: 403 });
}

function mismatchMessage(service: string): string {
  return service === 's3'
    ? 'The request signature we calculated does not match the signature you provided. Check your key and signing method.'
    : 'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
}

function toEpochMs(timestamp: string): number {
  return Date.parse(
    timestamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
}

function toTimestamp(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
