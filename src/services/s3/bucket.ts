import type { Context } from '../context.ts';
import type { RowRef, Store, StoreTransaction } from '../store.ts';
import { isBucketName } from './bucket-name.ts';
import { accessDenied, invalidBucketName, noSuchBucket, s3Error } from './errors.ts';
import { type BucketRecord, buckets, lanes } from './store.ts';

/** Members that nearly every operation has. */
export interface BucketInput {
  Bucket: string | undefined;
  ExpectedBucketOwner?: string | undefined;
}

/**
 * The bucket of a request, for reading; a writer reads it again in its transaction.
 * @throws AwsError NoSuchBucket, InvalidBucketName, AccessDenied (another owner), PermanentRedirect (another region)
 */
export async function loadBucket(context: Context, input: BucketInput): Promise<BucketRecord> {
  const bucket = await findBucket(context.store, input);
  assertRegion(context, bucket);
  return bucket;
}

/** As `loadBucket`, from whatever region. */
export async function findBucket(
  store: Pick<Store | StoreTransaction, 'get'>,
  input: BucketInput,
): Promise<BucketRecord> {
  const name = input.Bucket ?? '';
  const bucket = await store.get(buckets, [name]);
  if (!bucket) throw isBucketName(name) ? noSuchBucket(name) : invalidBucketName(name);
  if (input.ExpectedBucketOwner !== undefined && input.ExpectedBucketOwner !== bucket.account)
    throw accessDenied();
  return bucket;
}

/**
 * A bucket answers in its own region; clients follow the header to it. Anonymous requests, which name
 * no region, are served: a host may stand for every region here.
 */
function assertRegion(context: Context, bucket: BucketRecord): void {
  if (bucket.region === context.region || context.caller.anonymous) return;
  throw s3Error(
    301,
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    { Endpoint: `${bucket.name}.s3.${bucket.region}.amazonaws.com`, Bucket: bucket.name },
    { 'x-amz-bucket-region': bucket.region },
  );
}

const LANES = 64;

/**
 * The lane that a writer of a key locks. Deleting the bucket locks all: what is found empty then stays
 * empty, and writers of different keys still share their commits.
 */
export function laneOf(bucket: string, key: string): RowRef {
  let hash = 0;
  for (let at = 0; at < key.length; at++) hash = (hash * 31 + key.charCodeAt(at)) | 0;
  return [lanes, [bucket, Math.abs(hash) % LANES]];
}

export function allLanes(bucket: string): RowRef[] {
  return Array.from({ length: LANES }, (_, lane) => [lanes, [bucket, lane]] as const);
}
