/** Whether a body is what its request says: Content-MD5, the signed SHA-256, and S3's own checksums. */
import { hash } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { WireRequest } from '../interface.ts';
import { CHECKSUM_ALGORITHMS, checksumHeader, createChecksum } from './checksum.ts';
import type { ObjectBody } from './object-body.ts';

/**
 * For bodies in memory; objects are checked while they stream.
 * @throws AwsError BadDigest, InvalidDigest or XAmzContentSHA256Mismatch (400)
 */
export function assertBodyDigests(
  headers: WireRequest['headers'],
  body: Pick<ObjectBody, 'sha256' | 'trailers'>,
  bytes: Buffer,
): void {
  assertMd5(headers['content-md5'], hash('md5', bytes, 'buffer'));
  if (body.sha256 !== undefined) assertSha256(body.sha256, hash('sha256', bytes, 'hex'));
  for (const algorithm of CHECKSUM_ALGORITHMS) {
    const name = checksumHeader(algorithm);
    const given = headers[name] ?? body.trailers[name];
    if (given === undefined) continue;
    const checksum = createChecksum(algorithm);
    checksum.update(bytes);
    if (checksum.digest().toString('base64') !== given) throw checksumMismatch(algorithm);
  }
}

/** @param given the header Content-MD5 */
export function assertMd5(given: string | undefined, actual: Buffer): void {
  if (given === undefined) return;
  const expected = Buffer.from(given, 'base64');
  if (expected.length !== 16) {
    throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.', {
      status: 400,
      members: { 'Content-MD5': given },
    });
  }
  if (expected.equals(actual)) return;
  throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.', {
    status: 400,
    members: { ExpectedDigest: given, CalculatedDigest: actual.toString('base64') },
  });
}

/** Both in hex. */
export function assertSha256(claimed: string, actual: string): void {
  if (claimed.toLowerCase() === actual) return;
  throw new AwsError(
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    {
      status: 400,
      members: { ClientComputedContentSHA256: claimed, S3ComputedContentSHA256: actual },
    },
  );
}

export function checksumMismatch(algorithm: string): AwsError {
  return new AwsError(
    'BadDigest',
    `The ${algorithm} you specified did not match the calculated checksum.`,
    { status: 400 },
  );
}
