/** What GetObject and HeadObject have in common. */
import type { GetObjectRequest, HeadObjectOutput } from '@aws-sdk/client-s3';
import type { Context } from '../context.ts';
import { loadBucket } from './bucket.ts';
import { assertReadable } from './conditions.ts';
import { partsOf } from './content.ts';
import { assertCustomerKey, type CustomerKey, toCustomerKey } from './customer-key.ts';
import { invalidRequest, s3Error } from './errors.ts';
import { loadObject, shownVersionId } from './find-object.ts';
import { given } from './given.ts';
import { expirationOf } from './lifecycle-expiration.ts';
import { checksumMembers, describeObject } from './object-answer.ts';
import { type ByteRange, contentRange, parseRange } from './range.ts';
import { getSetting } from './settings.ts';
import type { BucketRecord, ObjectVersion, PartRecord } from './store.ts';

export interface FoundObject {
  bucket: BucketRecord;
  object: ObjectVersion;
  head: HeadObjectOutput;
  /** Undefined: there is nothing to read. */
  range: ByteRange | undefined;
  customerKey: CustomerKey | undefined;
}

/** @throws AwsError as AWS documents for both, in its order: the object, its key, conditions, range */
export async function findForReading(
  context: Context,
  input: GetObjectRequest,
  method: 'GET' | 'HEAD',
): Promise<FoundObject> {
  if (input.Range !== undefined && input.PartNumber !== undefined)
    throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
  const bucket = await loadBucket(context, input);
  const object = await loadObject(context.store, bucket.name, input, method);
  const customerKey = toCustomerKey(input);
  assertCustomerKey(object.encryption.customerKeyMd5, customerKey);
  assertReadable(input, object);
  const expiration = expirationOf(
    await getSetting(context.store, bucket.name, 'lifecycle'),
    object,
    input.Key ?? '',
  );
  const part = await selectPart(context, object, input.PartNumber);
  const range = part?.range ?? parseRange(input.Range, object.sizeBytes);
  const { sizeBytes } = object;
  return {
    bucket,
    object,
    customerKey,
    range: range ?? (sizeBytes > 0 ? { start: 0, end: sizeBytes - 1 } : undefined),
    head: {
      ...describeObject(object, range ? {} : input),
      ...(part?.record && input.ChecksumMode === 'ENABLED' && partChecksum(object, part.record)),
      ContentLength: range ? range.end - range.start + 1 : sizeBytes,
      ...given({
        ContentRange: range && contentRange(range, sizeBytes),
        PartsCount: input.PartNumber === undefined ? undefined : object.partCount,
        VersionId: shownVersionId(bucket, object),
        Expiration: expiration,
        CacheControl: input.ResponseCacheControl ?? object.system.cacheControl,
        ContentDisposition: input.ResponseContentDisposition ?? object.system.contentDisposition,
        ContentEncoding: input.ResponseContentEncoding ?? object.system.contentEncoding,
        ContentLanguage: input.ResponseContentLanguage ?? object.system.contentLanguage,
        ContentType: input.ResponseContentType,
        Expires: input.ResponseExpires,
      }),
    },
  };
}

/** An object that was sent whole counts as one part. */
async function selectPart(
  context: Context,
  object: ObjectVersion,
  number: number | undefined,
): Promise<{ range: ByteRange | undefined; record?: PartRecord } | undefined> {
  if (number === undefined) return undefined;
  const parts = await partsOf(context.store, object.content);
  const count = parts?.length ?? 1;
  if (number < 1 || number > count)
    throw s3Error(416, 'InvalidPartNumber', 'The requested partnumber is not satisfiable', {
      PartNumberRequested: String(number),
      ActualPartCount: String(count),
    });
  if (!parts) {
    const { sizeBytes } = object;
    return { range: sizeBytes > 0 ? { start: 0, end: sizeBytes - 1 } : undefined };
  }
  const record = parts[number - 1]!;
  const start = parts.slice(0, number - 1).reduce((sum, part) => sum + part.sizeBytes, 0);
  return {
    record,
    range: record.sizeBytes > 0 ? { start, end: start + record.sizeBytes - 1 } : undefined,
  };
}

function partChecksum({ checksum }: ObjectVersion, part: PartRecord): Partial<HeadObjectOutput> {
  return checksum ? checksumMembers({ ...checksum, value: part.checksum }) : {};
}
