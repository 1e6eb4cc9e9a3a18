/** Uploads in parts: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html */
import { hash } from 'node:crypto';
import {
  type ChecksumAlgorithm,
  combineChecksums,
  createChecksum,
  isCombinable,
} from '../../protocol/s3/checksum.ts';
import type { Store, StoreTransaction } from '../store.ts';
import { dropContent } from './content.ts';
import type { CustomerKey } from './customer-key.ts';
import { invalidArgument, invalidRequest, noSuchUpload } from './errors.ts';
import { PARTS_MAX } from './limits.ts';
import {
  type PartRecord,
  parts,
  type StoredChecksum,
  type UploadRecord,
  uploads,
} from './store.ts';

export interface UploadInput {
  Bucket: string | undefined;
  Key: string | undefined;
  UploadId: string | undefined;
}

/** @throws AwsError NoSuchUpload */
export async function loadUpload(
  store: Pick<Store | StoreTransaction, 'get'>,
  { Bucket, Key, UploadId }: UploadInput,
): Promise<UploadRecord> {
  const id = UploadId ?? '';
  const upload = await store.get(uploads, [Bucket ?? '', Key ?? '', id]);
  if (!upload) throw noSuchUpload(id);
  return upload;
}

/** @throws AwsError InvalidArgument */
export function assertPartNumber(number: number | undefined): number {
  if (number !== undefined && Number.isInteger(number) && number >= 1 && number <= PARTS_MAX)
    return number;
  throw invalidArgument(
    `Part number must be an integer between 1 and ${PARTS_MAX}, inclusive`,
    'partNumber',
    String(number),
  );
}

/** @throws AwsError InvalidRequest for a type that the algorithm cannot have */
export function checksumTypeOf(
  algorithm: ChecksumAlgorithm,
  type: string | undefined,
): UploadRecord['checksumType'] {
  const fallback = algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';
  if (type === undefined || type === fallback) return fallback;
  if (type === 'FULL_OBJECT' && isCombinable(algorithm)) return type;
  throw invalidRequest(
    `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
  );
}

/** The tag of the whole: a digest of digests, and how many. */
export function etagOf(list: readonly Pick<PartRecord, 'etag'>[]): string {
  const digests = Buffer.concat(list.map(({ etag }) => Buffer.from(etag, 'hex')));
  return `${hash('md5', digests, 'hex')}-${list.length}`;
}

export function checksumOf(
  { checksumAlgorithm: algorithm, checksumType: type }: UploadRecord,
  list: readonly PartRecord[],
): StoredChecksum {
  const digests = list.map(({ checksum, sizeBytes }) => ({
    digest: Buffer.from(checksum, 'base64'),
    sizeBytes,
  }));
  if (type === 'FULL_OBJECT')
    return { algorithm, type, value: combineChecksums(algorithm, digests).toString('base64') };
  const whole = createChecksum(algorithm);
  for (const { digest } of digests) whole.update(digest);
  return { algorithm, type, value: `${whole.digest().toString('base64')}-${list.length}` };
}

/** Removes an upload with all its parts. @returns blobs not needed any more */
export async function dropUpload(tx: StoreTransaction, upload: UploadRecord): Promise<string[]> {
  const { bucket, key, uploadId } = upload;
  tx.delete(uploads, [bucket, key, uploadId]);
  const orphans: string[] = [];
  for (const { key: row, value } of await tx.scan(parts, { prefix: [uploadId] })) {
    tx.delete(parts, row);
    orphans.push(...(await dropContent(tx, value.content)));
  }
  return orphans;
}

/** Every part needs the key that the upload began with. @throws AwsError InvalidRequest */
export function assertUploadKey(
  { encryption }: UploadRecord,
  customerKey: CustomerKey | undefined,
): void {
  if (encryption.customerKeyMd5 === customerKey?.md5) return;
  throw invalidRequest(
    encryption.customerKeyMd5 === undefined
      ? 'The multipart upload initiate did not request encryption with a customer provided key. Upload parts without one.'
      : 'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.',
  );
}
