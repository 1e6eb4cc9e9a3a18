/** An object's, or a part's, bytes on their way in: counted, hashed, checked, and stored. */
import { createHash, type Hash } from 'node:crypto';
import { noteSpentBytes } from '../../platform/spent-buffers.ts';
import { assertMd5, assertSha256, checksumMismatch } from '../../protocol/s3/body-digests.ts';
import {
  CHECKSUM_ALGORITHMS,
  CHECKSUM_BYTES,
  type Checksum,
  type ChecksumAlgorithm,
  checksumHeader,
  createChecksum,
} from '../../protocol/s3/checksum.ts';
import { isObjectBody, type ObjectBody } from '../../protocol/s3/object-body.ts';
import type { Context } from '../context.ts';
import { type NewContent, storeBytes } from './content.ts';
import { type CustomerKey, encrypt } from './customer-key.ts';
import { invalidRequest, s3Error } from './errors.ts';
import { SINGLE_PUT_MAX_BYTES } from './limits.ts';
import { s3State } from './state.ts';
import type { StoredChecksum } from './store.ts';

/** What a request says about its body. */
export interface ReceiveInput {
  Body?: unknown;
  ContentMD5?: string | undefined;
  ChecksumAlgorithm?: string | undefined;
  ChecksumCRC32?: string | undefined;
  ChecksumCRC32C?: string | undefined;
  ChecksumCRC64NVME?: string | undefined;
  ChecksumSHA1?: string | undefined;
  ChecksumSHA256?: string | undefined;
  ChecksumSHA512?: string | undefined;
  ChecksumMD5?: string | undefined;
}

export interface Received {
  stored: NewContent;
  sizeBytes: number;
  md5: Buffer;
  checksum: KnownChecksum;
  /** What the client sent, and was checked. */
  given?: KnownChecksum;
  iv?: Uint8Array;
}

export interface KnownChecksum {
  algorithm: ChecksumAlgorithm;
  digest: Buffer;
}

export interface ReceiveOptions {
  /** The checksum to keep when the request names none. */
  fallback: ChecksumAlgorithm;
  /** The checksum to keep whatever the request names. */
  keep?: ChecksumAlgorithm | undefined;
  customerKey?: CustomerKey | undefined;
}

/**
 * @throws AwsError EntityTooLarge, BadDigest, InvalidDigest, IncompleteBody, XAmzContentSHA256Mismatch, InvalidRequest
 */
export async function receive(
  context: Context,
  input: ReceiveInput,
  options: ReceiveOptions,
): Promise<Received> {
  const body = isObjectBody(input.Body) ? input.Body : undefined;
  if (body && body.sizeBytes > SINGLE_PUT_MAX_BYTES) throw tooLarge(body.sizeBytes);
  const expected = expectedChecksum(input, body);
  const algorithm = expected?.algorithm ?? toAlgorithm(input.ChecksumAlgorithm) ?? options.fallback;
  const kept = options.keep ?? algorithm;
  const meter = new Meter([algorithm, kept], body?.sha256 !== undefined);
  const iv = options.customerKey && context.ids.bytes(16);
  const plain = meter.watch(body ?? toChunks(input.Body));
  const stored = await storeBytes(
    context,
    iv ? encrypt(plain, options.customerKey!.key, iv) : plain,
  );
  try {
    const digest = meter.digest(algorithm);
    const md5 = meter.md5.digest();
    assertMd5(input.ContentMD5, md5);
    if (body?.sha256 !== undefined) assertSha256(body.sha256, meter.sha256!.digest('hex'));
    assertChecksum(expected, body, digest);
    return {
      stored,
      sizeBytes: meter.sizeBytes,
      md5,
      checksum: {
        algorithm: kept,
        digest: kept === algorithm ? digest : meter.digest(kept),
      },
      ...(expected && { given: { algorithm, digest } }),
      ...(iv && { iv }),
    };
  } catch (error) {
    await discard(context, stored);
    throw error;
  }
}

/** As it is kept with an object that has one part. */
export function fullChecksum({ checksum: { algorithm, digest } }: Received): StoredChecksum {
  return { algorithm, value: digest.toString('base64'), type: 'FULL_OBJECT' };
}

/** Removes what no row will refer to. */
export async function discard(context: Context, { content }: NewContent): Promise<void> {
  if (content.kind === 'blob') await s3State(context).blobs.remove([content.id]);
}

class Meter {
  sizeBytes = 0;
  readonly md5: Hash = createHash('md5');
  readonly sha256: Hash | undefined;
  readonly #checksums: Map<ChecksumAlgorithm, Checksum>;

  constructor(algorithms: readonly ChecksumAlgorithm[], withSha256: boolean) {
    this.#checksums = new Map(algorithms.map((each) => [each, createChecksum(each)]));
    this.sha256 = withSha256 ? createHash('sha256') : undefined;
  }

  async *watch(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of chunks) {
      this.sizeBytes += chunk.length;
      if (this.sizeBytes > SINGLE_PUT_MAX_BYTES) throw tooLarge(this.sizeBytes);
      this.md5.update(chunk);
      this.sha256?.update(chunk);
      for (const checksum of this.#checksums.values()) checksum.update(chunk);
      yield chunk;
      noteSpentBytes(chunk.length);
    }
  }

  /** Once per algorithm. */
  digest(algorithm: ChecksumAlgorithm): Buffer {
    return this.#checksums.get(algorithm)!.digest();
  }
}

interface Expected {
  algorithm: ChecksumAlgorithm;
  /** Base64; undefined when it comes behind the body. */
  value: string | undefined;
}

/** The checksum that a header gives, or announces as a trailer. */
function expectedChecksum(input: ReceiveInput, body: ObjectBody | undefined): Expected | undefined {
  const found: Expected[] = [];
  for (const algorithm of CHECKSUM_ALGORITHMS) {
    const value = input[`Checksum${algorithm}`];
    if (value !== undefined) {
      assertForm(algorithm, value);
      found.push({ algorithm, value });
    } else if (body?.announcedTrailers.includes(checksumHeader(algorithm)) === true) {
      found.push({ algorithm, value: undefined });
    }
  }
  if (found.length > 1)
    throw invalidRequest(
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  return found[0];
}

function assertForm(algorithm: ChecksumAlgorithm, value: string): void {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length !== CHECKSUM_BYTES[algorithm] || bytes.toString('base64') !== value)
    throw invalidRequest(`Value for ${checksumHeader(algorithm)} header is invalid.`);
}

/** @throws AwsError InvalidRequest */
export function toAlgorithm(name: string | undefined): ChecksumAlgorithm | undefined {
  if (name === undefined) return undefined;
  const algorithm = CHECKSUM_ALGORITHMS.find((each) => each === name.toUpperCase());
  if (!algorithm)
    throw invalidRequest(
      `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${CHECKSUM_ALGORITHMS.join(', ')}]`,
    );
  return algorithm;
}

function assertChecksum(
  expected: Expected | undefined,
  body: ObjectBody | undefined,
  actual: Buffer,
): void {
  if (!expected) return;
  const { algorithm } = expected;
  const value = expected.value ?? body?.trailers[checksumHeader(algorithm)];
  if (value === undefined)
    throw s3Error(
      400,
      'MalformedTrailerError',
      'The request contained trailing data that was not well-formed or did not conform to our published schema.',
    );
  if (expected.value === undefined) assertForm(algorithm, value);
  if (actual.toString('base64') !== value) throw checksumMismatch(algorithm);
}

/** What another service, or a test, gave in this process. */
async function* toChunks(body: unknown): AsyncGenerator<Uint8Array, void> {
  if (body === undefined || body === null) return;
  if (typeof body === 'string') yield Buffer.from(body);
  else if (body instanceof Uint8Array) yield body;
  else yield* body as AsyncIterable<Uint8Array>;
}

function tooLarge(sizeBytes: number): Error {
  return s3Error(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
    ProposedSize: String(sizeBytes),
    MaxSizeAllowed: String(SINGLE_PUT_MAX_BYTES),
  });
}
