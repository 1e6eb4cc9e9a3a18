/** What buckets are configured with: one row per kind (and id), as it was given. */
import type {
  AccelerateConfiguration,
  AccessControlPolicy,
  AnalyticsConfiguration,
  BucketLifecycleConfiguration,
  BucketLoggingStatus,
  CORSConfiguration,
  IntelligentTieringConfiguration,
  InventoryConfiguration,
  MetricsConfiguration,
  NotificationConfiguration,
  ObjectLockConfiguration,
  OwnershipControls,
  PublicAccessBlockConfiguration,
  ReplicationConfiguration,
  RequestPaymentConfiguration,
  ServerSideEncryptionConfiguration,
  Tagging,
  TransitionDefaultMinimumObjectSize,
  WebsiteConfiguration,
} from '@aws-sdk/client-s3';
import type { Context } from '../context.ts';
import type { RowRef, Store, StoreTransaction } from '../store.ts';
import { type BucketInput, findBucket, loadBucket } from './bucket.ts';
import { s3Error } from './errors.ts';
import { type BucketRecord, buckets, settings } from './store.ts';

/** The kinds, and the SDK's type of each. */
export interface SettingTypes {
  accelerate: AccelerateConfiguration;
  acl: AccessControlPolicy;
  analytics: AnalyticsConfiguration;
  cors: CORSConfiguration;
  encryption: ServerSideEncryptionConfiguration;
  intelligentTiering: IntelligentTieringConfiguration;
  inventory: InventoryConfiguration;
  lifecycle: BucketLifecycleConfiguration & {
    TransitionDefaultMinimumObjectSize?: TransitionDefaultMinimumObjectSize;
  };
  logging: BucketLoggingStatus;
  metrics: MetricsConfiguration;
  notification: NotificationConfiguration;
  objectLock: ObjectLockConfiguration;
  ownership: OwnershipControls;
  policy: { text: string };
  publicAccessBlock: PublicAccessBlockConfiguration;
  replication: ReplicationConfiguration;
  requestPayment: RequestPaymentConfiguration;
  tagging: Tagging;
  website: WebsiteConfiguration;
}

export type SettingKind = keyof SettingTypes;

/** Of kinds of which a bucket has several. */
type Key = readonly [bucket: string, kind: string] | readonly [string, string, id: string];

const keyOf = (bucket: string, kind: SettingKind, id?: string): Key =>
  id === undefined ? [bucket, kind] : [bucket, kind, id];

/** Undefined when the bucket has none. */
export async function getSetting<K extends SettingKind>(
  store: Pick<Store | StoreTransaction, 'get'>,
  bucket: string,
  kind: K,
  id?: string,
): Promise<SettingTypes[K] | undefined> {
  const value = await store.get(settings, keyOf(bucket, kind, id));
  return value as SettingTypes[K] | undefined;
}

/** Answers a Get…: the setting of an existing bucket, or the error that it has none. */
export async function readSetting<K extends SettingKind>(
  context: Context,
  input: BucketInput & { Id?: string | undefined },
  kind: K,
): Promise<SettingTypes[K]> {
  const { name } = await loadBucket(context, input);
  const value = await getSetting(context.store, name, kind, input.Id);
  if (value === undefined) throw noSuchSetting(kind, name);
  return value;
}

/** Durable once resolved; the bucket exists when it is written. */
export async function putSetting<K extends SettingKind>(
  context: Context,
  input: BucketInput & { Id?: string | undefined },
  kind: K,
  value: SettingTypes[K],
  check?: (tx: StoreTransaction, bucket: BucketRecord) => Promise<void> | void,
): Promise<void> {
  const { name } = await loadBucket(context, input);
  await context.store.transact(locksOf(name, kind, input.Id), async (tx) => {
    const bucket = await findBucket(tx, input);
    await check?.(tx, bucket);
    tx.put(settings, keyOf(name, kind, input.Id), value);
  });
}

export async function deleteSetting(
  context: Context,
  input: BucketInput & { Id?: string | undefined },
  kind: SettingKind,
): Promise<void> {
  const { name } = await loadBucket(context, input);
  await context.store.transact(locksOf(name, kind, input.Id), async (tx) => {
    await findBucket(tx, input);
    tx.delete(settings, keyOf(name, kind, input.Id));
  });
}

const LIST_PAGE = 100;

/** A page of List…Configurations, by id; the token is the last id of the page before. */
export async function listSettings<K extends SettingKind>(
  context: Context,
  input: BucketInput & { ContinuationToken?: string | undefined },
  kind: K,
): Promise<{ list: SettingTypes[K][]; next: string | undefined }> {
  const { name } = await loadBucket(context, input);
  const token = input.ContinuationToken;
  const rows = await context.store.scan(settings, {
    prefix: [name, kind],
    limit: LIST_PAGE + 1,
    ...(token !== undefined && { after: [name, kind, token] }),
  });
  const page = rows.slice(0, LIST_PAGE);
  return {
    list: page.map(({ value }) => value as SettingTypes[K]),
    next: rows.length > LIST_PAGE ? String(page.at(-1)?.key[2]) : undefined,
  };
}

function locksOf(bucket: string, kind: SettingKind, id?: string): RowRef[] {
  return [
    [buckets, [bucket]],
    [settings, keyOf(bucket, kind, id)],
  ];
}

const MISSING: Partial<Record<SettingKind, readonly [code: string, message: string]>> = {
  analytics: ['NoSuchConfiguration', 'The specified configuration does not exist.'],
  cors: ['NoSuchCORSConfiguration', 'The CORS configuration does not exist'],
  encryption: [
    'ServerSideEncryptionConfigurationNotFoundError',
    'The server side encryption configuration was not found',
  ],
  intelligentTiering: ['NoSuchConfiguration', 'The specified configuration does not exist.'],
  inventory: ['NoSuchConfiguration', 'The specified configuration does not exist.'],
  lifecycle: ['NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'],
  metrics: ['NoSuchConfiguration', 'The specified configuration does not exist.'],
  objectLock: [
    'ObjectLockConfigurationNotFoundError',
    'Object Lock configuration does not exist for this bucket',
  ],
  ownership: ['OwnershipControlsNotFoundError', 'The bucket ownership controls were not found'],
  policy: ['NoSuchBucketPolicy', 'The bucket policy does not exist'],
  publicAccessBlock: [
    'NoSuchPublicAccessBlockConfiguration',
    'The public access block configuration was not found',
  ],
  replication: [
    'ReplicationConfigurationNotFoundError',
    'The replication configuration was not found',
  ],
  tagging: ['NoSuchTagSet', 'The TagSet does not exist'],
  website: [
    'NoSuchWebsiteConfiguration',
    'The specified bucket does not have a website configuration',
  ],
};

function noSuchSetting(kind: SettingKind, bucket: string): Error {
  const [code, message] = MISSING[kind] ?? [
    'NoSuchConfiguration',
    'The specified configuration does not exist.',
  ];
  return s3Error(404, code, message, { BucketName: bucket });
}
