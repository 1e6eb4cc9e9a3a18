/** Changes to a version in place: tags, retention, legal hold, ACL. */
import type { Context } from '../context.ts';
import { type BucketInput, findBucket, laneOf, loadBucket } from './bucket.ts';
import { announce } from './events.ts';
import type { EventName } from './event-names.ts';
import { loadObject, shownVersionId } from './find-object.ts';
import { type BucketRecord, objects, type ObjectVersion } from './store.ts';
import { rewriteVersion } from './versions.ts';

export type ObjectRequest = BucketInput & {
  Key: string | undefined;
  VersionId?: string | undefined;
};

/**
 * Durable once resolved.
 * @param event sent in the same commit
 * @returns the id of the version, where versions have ids
 */
export async function changeObject(
  context: Context,
  input: ObjectRequest,
  change: (version: ObjectVersion, bucket: BucketRecord) => ObjectVersion | Promise<ObjectVersion>,
  options: { method?: string; event?: EventName } = {},
): Promise<string | undefined> {
  const { name } = await loadBucket(context, input);
  const key = input.Key ?? '';
  return context.store.transact([[objects, [name, key]], laneOf(name, key)], async (tx) => {
    const bucket = await findBucket(tx, input);
    const version = await loadObject(tx, name, input, options.method ?? 'PUT');
    const changed = await change(version, bucket);
    const newest = (await tx.get(objects, [name, key]))!;
    rewriteVersion(tx, name, key, newest, changed);
    if (options.event)
      await announce(context, tx, bucket, { name: options.event, key, version: changed });
    return shownVersionId(bucket, changed);
  });
}

/** The version that a Get… of a sub-resource is about. */
export async function readObjectRecord(
  context: Context,
  input: ObjectRequest,
): Promise<{ bucket: BucketRecord; object: ObjectVersion }> {
  const bucket = await loadBucket(context, input);
  return { bucket, object: await loadObject(context.store, bucket.name, input, 'GET') };
}
