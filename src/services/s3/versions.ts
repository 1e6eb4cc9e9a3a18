/** The versions of a key within a transaction that has locked it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html */
import type { Ids } from '../../platform/ids.ts';
import type { Store, StoreTransaction } from '../store.ts';
import { dropContent } from './content.ts';
import { type BucketRecord, objects, type ObjectVersion, olderVersions } from './store.ts';

export const NULL_VERSION = 'null';

const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._';
const RANDOM_CHARACTERS = 24;
const SEQUENCE_CHARACTERS = 8;

/** 32 characters, opaque to clients; the last ones are the sequence, so that a version is found at once. */
function newVersionId(ids: Ids, sequence: number): string {
  return (
    ids.pick(ID_ALPHABET, RANDOM_CHARACTERS) +
    sequence.toString(36).padStart(SEQUENCE_CHARACTERS, '0')
  );
}

function sequenceOf(versionId: string): number {
  return Number.parseInt(versionId.slice(RANDOM_CHARACTERS), 36);
}

/** Whether a text can be the id of a version at all. */
export function isVersionId(text: string): boolean {
  return text === NULL_VERSION || /^[A-Za-z0-9._]{32}$/.test(text);
}

/** @param versionId absent: the newest, which may be a delete marker */
export async function findVersion(
  store: Pick<Store | StoreTransaction, 'get'>,
  bucket: string,
  key: string,
  versionId: string | undefined,
): Promise<ObjectVersion | undefined> {
  const newest = await store.get(objects, [bucket, key]);
  if (versionId === undefined || newest?.versionId === versionId) return newest;
  const sequence = versionId === NULL_VERSION ? newest?.olderNullSequence : sequenceOf(versionId);
  if (sequence === undefined || Number.isNaN(sequence)) return undefined;
  const older = await store.get(olderVersions, [bucket, key, -sequence]);
  return older?.versionId === versionId ? older : undefined;
}

export type NewVersion = Omit<ObjectVersion, 'versionId' | 'sequence' | 'olderNullSequence'>;

/** @returns the version as written, and blobs that are not needed once this is committed */
export async function addVersion(
  tx: StoreTransaction,
  bucket: BucketRecord,
  key: string,
  version: NewVersion,
  ids: Ids,
): Promise<{ version: ObjectVersion; orphans: string[] }> {
  const newest = await tx.get(objects, [bucket.name, key]);
  const sequence = (newest?.sequence ?? 0) + 1;
  const versionId = bucket.versioning === 'Enabled' ? newVersionId(ids, sequence) : NULL_VERSION;
  // S3 keeps times to the second.
  const modifiedEpochMs = Math.floor(version.modifiedEpochMs / 1000) * 1000;
  const written: ObjectVersion = { ...version, modifiedEpochMs, versionId, sequence };
  const orphans: string[] = [];
  if (newest && newest.versionId === NULL_VERSION && versionId === NULL_VERSION) {
    orphans.push(...(await dropContent(tx, newest.content)));
  } else if (newest) {
    const { olderNullSequence, ...older } = newest;
    tx.put(olderVersions, [bucket.name, key, -newest.sequence], older);
    const nullSequence = newest.versionId === NULL_VERSION ? newest.sequence : olderNullSequence;
    if (versionId !== NULL_VERSION && nullSequence !== undefined)
      written.olderNullSequence = nullSequence;
    else if (nullSequence !== undefined)
      orphans.push(...(await dropOlder(tx, bucket.name, key, nullSequence)));
  }
  tx.put(objects, [bucket.name, key], written);
  return { version: written, orphans };
}

/** Removes one version for good; the next older one becomes the newest. @returns blobs not needed any more */
export async function removeVersion(
  tx: StoreTransaction,
  bucket: string,
  key: string,
  version: ObjectVersion,
): Promise<string[]> {
  const newest = await tx.get(objects, [bucket, key]);
  if (!newest) return [];
  if (newest.sequence !== version.sequence) {
    if (version.versionId === NULL_VERSION) {
      const { olderNullSequence: _gone, ...rest } = newest;
      tx.put(objects, [bucket, key], rest);
    }
    return dropOlder(tx, bucket, key, version.sequence);
  }
  const [next] = await tx.scan(olderVersions, { prefix: [bucket, key], limit: 1 });
  if (next) {
    tx.delete(olderVersions, [bucket, key, -next.value.sequence]);
    const isNull = next.value.versionId === NULL_VERSION;
    tx.put(objects, [bucket, key], {
      ...next.value,
      ...(!isNull &&
        newest.olderNullSequence !== undefined && { olderNullSequence: newest.olderNullSequence }),
    });
  } else {
    tx.delete(objects, [bucket, key]);
  }
  return dropContent(tx, newest.content);
}

async function dropOlder(
  tx: StoreTransaction,
  bucket: string,
  key: string,
  sequence: number,
): Promise<string[]> {
  const older = await tx.get(olderVersions, [bucket, key, -sequence]);
  tx.delete(olderVersions, [bucket, key, -sequence]);
  return older ? dropContent(tx, older.content) : [];
}

/** Changes a version in place (tags, retention, ACL), wherever it stands. */
export function rewriteVersion(
  tx: StoreTransaction,
  bucket: string,
  key: string,
  newest: ObjectVersion,
  version: ObjectVersion,
): void {
  if (newest.sequence === version.sequence) tx.put(objects, [bucket, key], version);
  else tx.put(olderVersions, [bucket, key, -version.sequence], version);
}
