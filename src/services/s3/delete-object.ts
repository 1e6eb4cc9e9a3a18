/** Deletion of one key, alone or among many: https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html */
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { type BucketInput, findBucket, laneOf } from './bucket.ts';
import { accessDenied, noSuchKey, preconditionFailed } from './errors.ts';
import { announce } from './events.ts';
import type { EventName } from './event-names.ts';
import { assertVersionId } from './find-object.ts';
import { s3State } from './state.ts';
import { type BucketRecord, objects, type ObjectVersion } from './store.ts';
import { addVersion, findVersion, NULL_VERSION, removeVersion } from './versions.ts';

export interface Deletion {
  key: string;
  versionId?: string | undefined;
  ifMatch?: string | undefined;
  bypassGovernance?: boolean | undefined;
  /** By a lifecycle rule instead of a request. */
  isExpiration?: boolean;
}

export interface Deleted {
  /** A delete marker was made, or one was removed. */
  deleteMarker?: true;
  /** Of the version that was removed, or of the marker that was made. */
  versionId?: string;
}

/** Durable once resolved. A key that is not there is no error. @throws AwsError AccessDenied (held), PreconditionFailed */
export async function deleteObject(
  context: Context,
  input: BucketInput,
  deletion: Deletion,
): Promise<Deleted> {
  assertVersionId(deletion.versionId);
  const bucketName = input.Bucket ?? '';
  const { deleted, orphans } = await context.store.transact(
    [[objects, [bucketName, deletion.key]], laneOf(bucketName, deletion.key)],
    async (tx) => {
      const bucket = await findBucket(tx, input);
      await assertMatch(tx, bucket, deletion);
      return deletion.versionId === undefined && bucket.versioning !== undefined
        ? mark(context, tx, bucket, deletion)
        : remove(context, tx, bucket, deletion);
    },
  );
  await s3State(context).blobs.remove(orphans);
  return deleted;
}

async function assertMatch(
  tx: StoreTransaction,
  { name }: BucketRecord,
  { key, versionId, ifMatch }: Deletion,
): Promise<void> {
  if (ifMatch === undefined) return;
  const version = await findVersion(tx, name, key, versionId);
  if (!version || version.isDeleteMarker) throw noSuchKey(key);
  const etag = ifMatch.trim().replace(/^"(.*)"$/, '$1');
  if (etag !== '*' && etag !== version.etag) throw preconditionFailed('If-Match');
}

interface Outcome {
  deleted: Deleted;
  orphans: string[];
}

async function mark(
  context: Context,
  tx: StoreTransaction,
  bucket: BucketRecord,
  { key, isExpiration }: Deletion,
): Promise<Outcome> {
  const marker = {
    isDeleteMarker: true as const,
    system: {},
    metadata: {},
    storageClass: 'STANDARD',
    tags: {},
    encryption: { algorithm: 'AES256' as const },
    modifiedEpochMs: context.clock.now(),
    owner: context.account,
    sizeBytes: 0,
    etag: 'd41d8cd98f00b204e9800998ecf8427e',
    content: { kind: 'empty' as const },
  };
  const { version, orphans } = await addVersion(tx, bucket, key, marker, context.ids);
  const name: EventName = isExpiration
    ? 'LifecycleExpiration:DeleteMarkerCreated'
    : 'ObjectRemoved:DeleteMarkerCreated';
  await announce(context, tx, bucket, { name, key, version });
  return { deleted: { deleteMarker: true, versionId: version.versionId }, orphans };
}

async function remove(
  context: Context,
  tx: StoreTransaction,
  bucket: BucketRecord,
  { key, versionId, bypassGovernance, isExpiration }: Deletion,
): Promise<Outcome> {
  const version = await findVersion(tx, bucket.name, key, versionId ?? NULL_VERSION);
  const named = versionId === undefined ? {} : { versionId };
  if (!version) return { deleted: named, orphans: [] };
  assertNotHeld(version, context.clock.now(), bypassGovernance ?? false);
  const orphans = await removeVersion(tx, bucket.name, key, version);
  const name: EventName = isExpiration ? 'LifecycleExpiration:Delete' : 'ObjectRemoved:Delete';
  await announce(context, tx, bucket, { name, key, version });
  return {
    deleted: { ...named, ...(version.isDeleteMarker && { deleteMarker: true as const }) },
    orphans,
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html @throws AwsError AccessDenied */
function assertNotHeld(version: ObjectVersion, nowEpochMs: number, bypass: boolean): void {
  const { retention, legalHold } = version;
  const isRetained =
    retention !== undefined &&
    retention.untilEpochMs > nowEpochMs &&
    !(retention.mode === 'GOVERNANCE' && bypass);
  if (isRetained || legalHold === true)
    throw accessDenied('Access Denied because object protected by object lock.');
}
