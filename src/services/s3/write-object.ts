/** The one way by which a version of an object comes to be: everything it causes is in the same commit. */
import type { Context } from '../context.ts';
import type { RowRef, StoreTransaction } from '../store.ts';
import { type BucketInput, findBucket, laneOf } from './bucket.ts';
import { assertWritable, type WriteConditions } from './conditions.ts';
import { type NewContent, putContent } from './content.ts';
import { announce } from './events.ts';
import type { EventName } from './event-names.ts';
import { discard } from './receive.ts';
import { s3State } from './state.ts';
import { objects, type ObjectVersion } from './store.ts';
import { addVersion, type NewVersion } from './versions.ts';

export interface ObjectWrite {
  input: BucketInput & { Key: string | undefined } & WriteConditions;
  version: NewVersion;
  stored: NewContent;
  event: EventName;
  /** More that belongs to the commit, with the rows it locks, before and after the version is written. */
  also?: {
    rows: readonly RowRef[];
    before: (tx: StoreTransaction) => Promise<void>;
    after: (tx: StoreTransaction, version: ObjectVersion) => void;
  };
}

/**
 * Durable once resolved; the events are on their way too.
 * @throws AwsError NoSuchBucket, PreconditionFailed, NoSuchKey; the bytes are gone then
 */
export async function writeObject(context: Context, write: ObjectWrite): Promise<ObjectVersion> {
  const { input, stored, also } = write;
  const bucketName = input.Bucket ?? '';
  const key = input.Key ?? '';
  const keeper = s3State(context).blobs;
  try {
    const { version, orphans } = await context.store.transact(
      [[objects, [bucketName, key]], laneOf(bucketName, key), ...(also?.rows ?? [])],
      async (tx) => {
        const bucket = await findBucket(tx, input);
        const newest = await tx.get(objects, [bucketName, key]);
        assertWritable(input, newest?.isDeleteMarker ? undefined : newest, key);
        await also?.before(tx);
        putContent(tx, stored);
        const added = await addVersion(tx, bucket, key, write.version, context.ids);
        also?.after(tx, added.version);
        await announce(context, tx, bucket, { name: write.event, key, version: added.version });
        return added;
      },
    );
    if (stored.content.kind === 'blob') keeper.settle([stored.content.id]);
    await keeper.remove(orphans);
    return version;
  } catch (error) {
    await discard(context, stored);
    throw error;
  }
}
