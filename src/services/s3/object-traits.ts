/** What a request to create an object says besides its bytes. */
import type { PutObjectRequest } from '@aws-sdk/client-s3';
import type { Context } from '../context.ts';
import { canonicalId } from './canonical-id.ts';
import type { CustomerKey } from './customer-key.ts';
import { invalidArgument, invalidRequest, s3Error } from './errors.ts';
import { given } from './given.ts';
import { toGrants } from './grants.ts';
import { KEY_MAX_BYTES, METADATA_MAX_BYTES } from './limits.ts';
import { getSetting } from './settings.ts';
import type { BucketRecord, Encryption, ObjectTraits, Retention, SystemMetadata } from './store.ts';
import { parseTagging } from './tag-set.ts';

/** Members that PutObject, CreateMultipartUpload and CopyObject share. */
export type TraitsInput = Pick<
  PutObjectRequest,
  | 'ACL'
  | 'BucketKeyEnabled'
  | 'CacheControl'
  | 'ContentDisposition'
  | 'ContentEncoding'
  | 'ContentLanguage'
  | 'ContentType'
  | 'Expires'
  | 'GrantFullControl'
  | 'GrantRead'
  | 'GrantReadACP'
  | 'GrantWriteACP'
  | 'Metadata'
  | 'ObjectLockLegalHoldStatus'
  | 'ObjectLockMode'
  | 'ObjectLockRetainUntilDate'
  | 'SSEKMSEncryptionContext'
  | 'SSEKMSKeyId'
  | 'ServerSideEncryption'
  | 'StorageClass'
  | 'Tagging'
  | 'WebsiteRedirectLocation'
>;

const STORAGE_CLASSES = new Set([
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
]);

/** @throws AwsError KeyTooLongError */
export function assertKey(key: string): void {
  const size = Buffer.byteLength(key);
  if (size <= KEY_MAX_BYTES) return;
  throw s3Error(400, 'KeyTooLongError', 'Your key is too long', {
    Size: String(size),
    MaxSizeAllowed: String(KEY_MAX_BYTES),
  });
}

/** @throws AwsError for each member that AWS refuses */
export async function toTraits(
  context: Context,
  bucket: BucketRecord,
  input: TraitsInput,
  customerKey: CustomerKey | undefined,
): Promise<ObjectTraits> {
  const grants = await toGrants(context, bucket, input, canonicalId(context.account));
  const retention = await toRetention(context, bucket, input);
  return {
    system: toSystemMetadata(input),
    metadata: toMetadata(input.Metadata),
    storageClass: toStorageClass(input.StorageClass),
    tags: parseTagging(input.Tagging),
    encryption: await toEncryption(context, bucket, input, customerKey),
    ...given({ grants, retention, legalHold: toLegalHold(bucket, input) }),
  };
}

function toStorageClass(name: string | undefined): string {
  if (name === undefined || STORAGE_CLASSES.has(name)) return name ?? 'STANDARD';
  throw s3Error(400, 'InvalidStorageClass', 'The storage class you specified is not valid', {
    StorageClassRequested: name,
  });
}

export function toMetadata(given: Record<string, string> | undefined): Record<string, string> {
  const metadata = given ?? {};
  let size = 0;
  for (const [name, value] of Object.entries(metadata))
    size += Buffer.byteLength(name) + Buffer.byteLength(value);
  if (size <= METADATA_MAX_BYTES) return metadata;
  throw s3Error(
    400,
    'MetadataTooLarge',
    'Your metadata headers exceed the maximum allowed metadata size',
    { Size: String(size), MaxSizeAllowed: String(METADATA_MAX_BYTES) },
  );
}

function toSystemMetadata(input: TraitsInput): SystemMetadata {
  const { WebsiteRedirectLocation: redirect } = input;
  if (redirect !== undefined && !/^(?:https?:\/\/|\/)/.test(redirect))
    throw s3Error(
      400,
      'InvalidRedirectLocation',
      "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.",
    );
  return given({
    contentType: input.ContentType,
    cacheControl: input.CacheControl,
    contentDisposition: input.ContentDisposition,
    contentEncoding: withoutTransport(input.ContentEncoding),
    contentLanguage: input.ContentLanguage,
    expires: input.Expires?.toUTCString(),
    websiteRedirectLocation: redirect,
  });
}

/** `aws-chunked` belongs to the way here, not to the object. */
function withoutTransport(encoding: string | undefined): string | undefined {
  const rest = encoding
    ?.split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '' && each.toLowerCase() !== 'aws-chunked');
  return rest && rest.length > 0 ? rest.join(',') : undefined;
}

async function toEncryption(
  context: Context,
  bucket: BucketRecord,
  input: TraitsInput,
  customerKey: CustomerKey | undefined,
): Promise<Encryption> {
  const { ServerSideEncryption: algorithm } = input;
  if (customerKey) {
    if (algorithm !== undefined)
      throw invalidArgument(
        'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
        'x-amz-server-side-encryption',
        algorithm,
      );
    return { algorithm: 'SSE-C', customerKeyMd5: customerKey.md5 };
  }
  if (algorithm === undefined) return defaultEncryption(context, bucket);
  if (algorithm !== 'AES256' && algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse')
    throw invalidArgument(
      'The encryption method specified is not supported',
      'x-amz-server-side-encryption',
      algorithm,
    );
  if (algorithm === 'AES256' && input.SSEKMSKeyId !== undefined)
    throw invalidArgument(
      'x-amz-server-side-encryption-aws-kms-key-id is not applicable when x-amz-server-side-encryption is AES256',
    );
  return {
    algorithm,
    ...(algorithm !== 'AES256' && {
      kmsKeyId: input.SSEKMSKeyId ?? awsManagedKey(bucket),
      ...given({
        kmsContext: input.SSEKMSEncryptionContext,
        bucketKeyEnabled: input.BucketKeyEnabled,
      }),
    }),
  };
}

async function defaultEncryption(context: Context, bucket: BucketRecord): Promise<Encryption> {
  const setting = await getSetting(context.store, bucket.name, 'encryption');
  const rule = setting?.Rules?.[0];
  const { SSEAlgorithm, KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
  if (SSEAlgorithm !== 'aws:kms' && SSEAlgorithm !== 'aws:kms:dsse') return { algorithm: 'AES256' };
  return {
    algorithm: SSEAlgorithm,
    kmsKeyId: KMSMasterKeyID ?? awsManagedKey(bucket),
    ...given({ bucketKeyEnabled: rule?.BucketKeyEnabled }),
  };
}

/** The key that AWS makes for S3 in every account. */
function awsManagedKey({ region, account }: BucketRecord): string {
  return `arn:aws:kms:${region}:${account}:alias/aws/s3`;
}

function toLegalHold(bucket: BucketRecord, input: TraitsInput): boolean | undefined {
  const status = input.ObjectLockLegalHoldStatus;
  if (status === undefined) return undefined;
  assertLockable(bucket);
  if (status !== 'ON' && status !== 'OFF')
    throw invalidArgument(
      "Legal Hold must be either of 'ON' or 'OFF'",
      'x-amz-object-lock-legal-hold',
      status,
    );
  return status === 'ON';
}

export function assertLockable(bucket: BucketRecord): void {
  if (bucket.objectLock) return;
  throw invalidRequest('Bucket is missing Object Lock Configuration');
}

async function toRetention(
  context: Context,
  bucket: BucketRecord,
  input: TraitsInput,
): Promise<Retention | undefined> {
  const { ObjectLockMode: mode, ObjectLockRetainUntilDate: until } = input;
  if (mode === undefined && until === undefined) return defaultRetention(context, bucket);
  assertLockable(bucket);
  if (mode === undefined || until === undefined)
    throw invalidArgument(
      'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
    );
  return checkedRetention(context, mode, until);
}

/** @throws AwsError InvalidArgument */
export function checkedRetention(context: Context, mode: string, until: Date): Retention {
  if (mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE')
    throw invalidArgument('Unknown wormMode directive.', 'x-amz-object-lock-mode', mode);
  if (until.getTime() <= context.clock.now())
    throw invalidArgument('The retain until date must be in the future!');
  return { mode, untilEpochMs: until.getTime() };
}

const DAY_MS = 86_400_000;

async function defaultRetention(
  context: Context,
  bucket: BucketRecord,
): Promise<Retention | undefined> {
  if (!bucket.objectLock) return undefined;
  const setting = await getSetting(context.store, bucket.name, 'objectLock');
  const { Mode, Days, Years } = setting?.Rule?.DefaultRetention ?? {};
  if (Mode === undefined) return undefined;
  const until = new Date(context.clock.now());
  if (Days !== undefined) until.setTime(until.getTime() + Days * DAY_MS);
  else until.setUTCFullYear(until.getUTCFullYear() + (Years ?? 0));
  return { mode: Mode, untilEpochMs: until.getTime() };
}
