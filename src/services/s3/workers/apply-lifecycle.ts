/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html */
import type { LifecycleRule } from '@aws-sdk/client-s3';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Context, ServiceHost } from '../../context.ts';
import { createStore } from '../../store.ts';
import { deleteObject } from '../delete-object.ts';
import { daysLater, endingOf, ruleCovers } from '../lifecycle-expiration.ts';
import { dropUpload } from '../multipart.ts';
import { getSetting } from '../settings.ts';
import { s3State } from '../state.ts';
import {
  type BucketRecord,
  buckets,
  completedUploads,
  objects,
  type ObjectVersion,
  olderVersions,
  uploads,
} from '../store.ts';

const DAY_MS = 86_400_000;
const PAGE_ROWS = 500;

/** One day's work. */
export async function applyLifecycle(host: ServiceHost, isStopped: () => boolean): Promise<void> {
  const store = createStore(host.engine, host.defaultAccount, host.defaultRegion);
  for (const { key, value } of await store.scan(completedUploads))
    if (value.completedEpochMs + DAY_MS <= host.clock.now())
      await store.delete(completedUploads, key);
  for (const { value: bucket } of await store.scan(buckets)) {
    const setting = await getSetting(store, bucket.name, 'lifecycle');
    const rules = (setting?.Rules ?? []).filter(({ Status }) => Status === 'Enabled');
    if (isStopped()) return;
    if (rules.length === 0) continue;
    const { account, region } = bucket;
    await applyRules(host.context({ account, region }), bucket, rules, isStopped);
  }
}

async function applyRules(
  context: Context,
  bucket: BucketRecord,
  rules: readonly LifecycleRule[],
  isStopped: () => boolean,
): Promise<void> {
  let after: string | undefined;
  for (;;) {
    const page = await context.store.scan(objects, {
      prefix: [bucket.name],
      limit: PAGE_ROWS,
      ...(after !== undefined && { after: [bucket.name, after] }),
    });
    for (const { key, value } of page) {
      if (isStopped()) return;
      await applyToKey(context, bucket, rules, { key: String(key[1]), newest: value });
    }
    after = page.length < PAGE_ROWS ? undefined : String(page.at(-1)!.key[1]);
    if (after === undefined) break;
  }
  await abortUploads(context, bucket, rules);
}

interface Named {
  key: string;
  newest: ObjectVersion;
}

async function applyToKey(
  context: Context,
  bucket: BucketRecord,
  rules: readonly LifecycleRule[],
  { key, newest }: Named,
): Promise<void> {
  const now = context.clock.now();
  const older = await context.store.scan(olderVersions, { prefix: [bucket.name, key] });
  const expired = expiredVersions(
    rules,
    { key, newest },
    older.map(({ value }) => value),
    now,
  );
  for (const { versionId } of expired) await expire(context, bucket, key, versionId);
  if (newest.isDeleteMarker) {
    const isAlone = expired.length === older.length;
    const ends = rules.some(
      (rule) => rule.Expiration?.ExpiredObjectDeleteMarker && ruleCovers(rule, newest, key),
    );
    if (isAlone && ends) await expire(context, bucket, key, newest.versionId);
    return;
  }
  const ending = endingOf(rules, newest, key);
  if (ending && ending.atEpochMs <= now) await expire(context, bucket, key, undefined);
}

/** Versions count their days from when a newer one took their place. */
function expiredVersions(
  rules: readonly LifecycleRule[],
  { key, newest }: Named,
  older: readonly ObjectVersion[],
  nowEpochMs: number,
): ObjectVersion[] {
  return older.filter((version, at) => {
    const successor = at === 0 ? newest : older[at - 1]!;
    return rules.some((rule) => {
      const { NoncurrentDays: days, NewerNoncurrentVersions: kept = 0 } =
        rule.NoncurrentVersionExpiration ?? {};
      if (days === undefined || at < kept || !ruleCovers(rule, version, key)) return false;
      return daysLater(successor.modifiedEpochMs, days) <= nowEpochMs;
    });
  });
}

/** What object lock holds stays; so does what changed meanwhile. */
async function expire(
  context: Context,
  { name }: BucketRecord,
  key: string,
  versionId: string | undefined,
): Promise<void> {
  try {
    await deleteObject(context, { Bucket: name }, { key, versionId, isExpiration: true });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}

async function abortUploads(
  context: Context,
  { name }: BucketRecord,
  rules: readonly LifecycleRule[],
): Promise<void> {
  for (const { key: row, value: upload } of await context.store.scan(uploads, { prefix: [name] })) {
    const described = { ...upload, modifiedEpochMs: upload.initiatedEpochMs, sizeBytes: 0 };
    const isOver = rules.some((rule) => {
      const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
      if (days === undefined || !ruleCovers(rule, described, upload.key)) return false;
      return daysLater(upload.initiatedEpochMs, days) <= context.clock.now();
    });
    if (!isOver) continue;
    const orphans = await context.store.transact([[uploads, row]], async (tx) =>
      (await tx.get(uploads, row)) ? dropUpload(tx, upload) : [],
    );
    await s3State(context).blobs.remove(orphans);
  }
}
