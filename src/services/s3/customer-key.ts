/** Encryption with a key of the customer: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html */
import { createCipheriv, createDecipheriv, hash } from 'node:crypto';
import { invalidArgument, invalidRequest, s3Error } from './errors.ts';

export interface CustomerKey {
  key: Buffer;
  /** Base64. */
  md5: string;
}

export interface CustomerKeyInput {
  SSECustomerAlgorithm?: string | undefined;
  SSECustomerKey?: string | undefined;
  SSECustomerKeyMD5?: string | undefined;
}

const BLOCK_BYTES = 16;

/** @throws AwsError InvalidArgument, InvalidEncryptionAlgorithmError */
export function toCustomerKey(input: CustomerKeyInput): CustomerKey | undefined {
  const { SSECustomerAlgorithm: algorithm, SSECustomerKey: key, SSECustomerKeyMD5: md5 } = input;
  if (algorithm === undefined && key === undefined && md5 === undefined) return undefined;
  if (algorithm === undefined)
    throw invalidArgument(
      'Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.',
      'x-amz-server-side-encryption',
      'null',
    );
  if (algorithm !== 'AES256')
    throw s3Error(
      400,
      'InvalidEncryptionAlgorithmError',
      'The encryption request you specified is not valid. The valid value is AES256.',
    );
  if (key === undefined)
    throw invalidArgument(
      'Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.',
      'x-amz-server-side-encryption',
      'null',
    );
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== 32)
    throw invalidArgument('The secret key was invalid for the specified algorithm.');
  const actual = hash('md5', bytes, 'base64');
  if (md5 === undefined || md5 !== actual)
    throw invalidArgument(
      'The calculated MD5 hash of the key did not match the hash that was provided.',
    );
  return { key: bytes, md5: actual };
}

/** Checks the key of a read against the object's. @throws AwsError InvalidRequest, AccessDenied */
export function assertCustomerKey(
  stored: string | undefined,
  given: CustomerKey | undefined,
): void {
  if (stored === undefined && given === undefined) return;
  if (stored === undefined)
    throw invalidRequest('The encryption parameters are not applicable to this object.');
  if (!given)
    throw invalidRequest(
      'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
    );
  if (given.md5 !== stored) throw s3Error(403, 'AccessDenied', 'Access Denied');
}

/** Counter mode, so that any range can be read without what comes before it. */
export async function* encrypt(
  chunks: AsyncIterable<Uint8Array>,
  key: Buffer,
  iv: Uint8Array,
): AsyncGenerator<Uint8Array, void> {
  const cipher = createCipheriv('aes-256-ctr', key, iv);
  for await (const chunk of chunks) yield cipher.update(chunk);
}

/** @param start where in the whole the chunks begin */
export async function* decrypt(
  chunks: AsyncIterable<Uint8Array>,
  key: Buffer,
  iv: Uint8Array,
  start: number,
): AsyncGenerator<Uint8Array, void> {
  const cipher = createDecipheriv(
    'aes-256-ctr',
    key,
    counterAt(iv, Math.floor(start / BLOCK_BYTES)),
  );
  cipher.update(Buffer.alloc(start % BLOCK_BYTES));
  for await (const chunk of chunks) yield cipher.update(chunk);
}

function counterAt(iv: Uint8Array, blocks: number): Buffer {
  const counter =
    (BigInt(`0x${Buffer.from(iv).toString('hex')}`) + BigInt(blocks)) & ((1n << 128n) - 1n);
  return Buffer.from(counter.toString(16).padStart(32, '0'), 'hex');
}
