/** The header x-amz-copy-source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
import type { UploadPartCopyRequest } from '@aws-sdk/client-s3';
import type { Context } from '../context.ts';
import { archivedError, isArchived } from './archive.ts';
import { loadBucket } from './bucket.ts';
import { assertCopyable } from './conditions.ts';
import { assertCustomerKey, type CustomerKey, toCustomerKey } from './customer-key.ts';
import { invalidArgument } from './errors.ts';
import { loadObject } from './find-object.ts';
import type { BucketRecord, ObjectVersion } from './store.ts';

export interface CopySource {
  bucket: string;
  key: string;
  versionId?: string;
}

/** `bucket/key`, `/bucket/key?versionId=…`, URL-encoded. @throws AwsError InvalidArgument */
export function parseCopySource(header: string): CopySource {
  const [path = '', versionId] = header.replace(/^\//, '').split(/\?versionId=/);
  let decoded: string;
  try {
    decoded = decodeURIComponent(path.replaceAll('+', ' '));
  } catch {
    throw invalidArgument('Invalid copy source encoding.', 'x-amz-copy-source', header);
  }
  if (decoded.startsWith('arn:'))
    throw invalidArgument('Brume has no access points to copy from.', 'x-amz-copy-source', header);
  const slash = decoded.indexOf('/');
  if (slash <= 0 || slash === decoded.length - 1)
    throw invalidArgument('Invalid copy source object key', 'x-amz-copy-source', header);
  return {
    bucket: decoded.slice(0, slash),
    key: decoded.slice(slash + 1),
    ...(versionId !== undefined && { versionId }),
  };
}

/** Members about the source that CopyObject and UploadPartCopy share. */
export type CopySourceInput = Pick<
  UploadPartCopyRequest,
  | 'CopySource'
  | 'CopySourceIfMatch'
  | 'CopySourceIfModifiedSince'
  | 'CopySourceIfNoneMatch'
  | 'CopySourceIfUnmodifiedSince'
  | 'CopySourceSSECustomerAlgorithm'
  | 'CopySourceSSECustomerKey'
  | 'CopySourceSSECustomerKeyMD5'
  | 'ExpectedSourceBucketOwner'
>;

export interface LoadedSource {
  source: CopySource;
  fromBucket: BucketRecord;
  object: ObjectVersion;
  /** The customer's key that it is read with. */
  from: CustomerKey | undefined;
}

/** @throws AwsError as a read of the source would, and PreconditionFailed */
export async function loadCopySource(
  context: Context,
  input: CopySourceInput,
): Promise<LoadedSource> {
  const source = parseCopySource(input.CopySource ?? '');
  const fromBucket = await loadBucket(context, {
    Bucket: source.bucket,
    ExpectedBucketOwner: input.ExpectedSourceBucketOwner,
  });
  const { key: Key, versionId: VersionId } = source;
  const object = await loadObject(context.store, source.bucket, { Key, VersionId }, 'GET');
  const from = toCustomerKey({
    SSECustomerAlgorithm: input.CopySourceSSECustomerAlgorithm,
    SSECustomerKey: input.CopySourceSSECustomerKey,
    SSECustomerKeyMD5: input.CopySourceSSECustomerKeyMD5,
  });
  assertCustomerKey(object.encryption.customerKeyMd5, from);
  assertCopyable(
    {
      IfMatch: input.CopySourceIfMatch,
      IfNoneMatch: input.CopySourceIfNoneMatch,
      IfModifiedSince: input.CopySourceIfModifiedSince,
      IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
    },
    object,
  );
  if (isArchived(object, context.clock.now())) throw archivedError(object);
  return { source, fromBucket, object, from };
}
