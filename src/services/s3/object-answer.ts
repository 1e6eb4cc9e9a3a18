/** Members of answers that say what an object is. */
import type { HeadObjectOutput, PutObjectOutput } from '@aws-sdk/client-s3';
import { given } from './given.ts';
import type { Encryption, ObjectVersion, StoredChecksum } from './store.ts';

type EncryptionMembers = Pick<
  PutObjectOutput,
  | 'ServerSideEncryption'
  | 'SSECustomerAlgorithm'
  | 'SSECustomerKeyMD5'
  | 'SSEKMSKeyId'
  | 'BucketKeyEnabled'
>;

export function encryptionMembers(encryption: Encryption): EncryptionMembers {
  const { algorithm, customerKeyMd5, kmsKeyId, bucketKeyEnabled } = encryption;
  if (algorithm === 'SSE-C')
    return { SSECustomerAlgorithm: 'AES256', ...given({ SSECustomerKeyMD5: customerKeyMd5 }) };
  return {
    ServerSideEncryption: algorithm,
    ...given({ SSEKMSKeyId: kmsKeyId }),
    // AWS shows it only when it is on.
    ...(bucketKeyEnabled && { BucketKeyEnabled: true }),
  };
}

export function checksumMembers(checksum: StoredChecksum | undefined): Partial<PutObjectOutput> {
  if (!checksum) return {};
  return { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type };
}

export function quoted(etag: string): string {
  return `"${etag}"`;
}

/** The headers of GetObject and HeadObject, without those of a range. */
export function describeObject(
  object: ObjectVersion,
  input: { ChecksumMode?: string | undefined },
): HeadObjectOutput {
  const { system, retention, legalHold } = object;
  const tagCount = Object.keys(object.tags).length;
  return {
    AcceptRanges: 'bytes',
    LastModified: new Date(object.modifiedEpochMs),
    ETag: quoted(object.etag),
    ContentType: system.contentType ?? 'binary/octet-stream',
    Metadata: object.metadata,
    ...encryptionMembers(object.encryption),
    ...(input.ChecksumMode === 'ENABLED' && checksumMembers(object.checksum)),
    // The standard class is not named.
    ...(object.storageClass !== 'STANDARD' && {
      StorageClass: object.storageClass as NonNullable<HeadObjectOutput['StorageClass']>,
    }),
    ...given({
      CacheControl: system.cacheControl,
      ContentDisposition: system.contentDisposition,
      ContentEncoding: system.contentEncoding,
      ContentLanguage: system.contentLanguage,
      Expires: system.expires === undefined ? undefined : new Date(system.expires),
      WebsiteRedirectLocation: system.websiteRedirectLocation,
      TagCount: tagCount > 0 ? tagCount : undefined,
      ObjectLockMode: retention?.mode,
      ObjectLockRetainUntilDate: retention && new Date(retention.untilEpochMs),
      ObjectLockLegalHoldStatus:
        legalHold === undefined ? undefined : legalHold ? ('ON' as const) : ('OFF' as const),
      Restore: restoreOf(object),
    }),
  };
}

function restoreOf({ restoredUntilEpochMs }: ObjectVersion): string | undefined {
  if (restoredUntilEpochMs === undefined) return undefined;
  return `ongoing-request="false", expiry-date="${new Date(restoredUntilEpochMs).toUTCString()}"`;
}
