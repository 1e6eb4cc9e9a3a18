import { open, type RootDatabase } from 'lmdb';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Backing, StorageKey, StorageRange, StorageRow } from '../backing.ts';
import { bucketOf, bundle, decodeBucket, isBucket, isLong, toBucketRange } from './long-keys.ts';

type Database = RootDatabase<Buffer, StorageKey>;

/** With the usual 4096, LMDB's longest key would be 1978 bytes instead of 4026. */
export const PAGE_SIZE_BYTES = 8192;

/** Keys are binary strings; LMDB's own order of bytes is theirs. */
const KEY_ENCODER = {
  // `clearAsync` gives an empty buffer, for it names no row.
  writeKey: (key: StorageKey | Buffer, target: Buffer, start: number): number =>
    typeof key === 'string' ? start + target.write(key, start, 'latin1') : start,
  readKey: (source: Buffer, start: number, end: number): StorageKey =>
    source.toString('latin1', start, end),
};

/**
 * Rows in one LMDB file: memory-mapped reads, copy-on-write pages, writes and fsync on LMDB's own
 * thread. See docs/adr/0002-embedded-store.md.
 */
export function openLmdbBacking(path: string): Backing {
  const database: Database = open({
    path,
    noSubdir: true,
    pageSize: PAGE_SIZE_BYTES,
    encoding: 'binary',
    keyEncoder: KEY_ENCODER as never,
    // A commit's promise then means "synced". With overlapping it means "visible", and commits
    // gain nothing from overlapping since ours come one at a time.
    overlappingSync: false,
    // Batches are ours, and explicit. In LMDB's own ones a promise that nobody holds rejects when the
    // disk is full, which ends the process.
    eventTurnBatching: false,
  });
  return {
    get: (key) => get(database, key),
    scan: (range) => scan(database, range),
    async commit(batch) {
      if (batch.size === 0) return;
      const writes = bundle(batch, (bucket) => database.get(bucket));
      const committed = database.batch(() => {
        for (const [key, value] of writes) write(database, key, value);
      });
      await committed.catch(rethrowReason);
    },
    async clear() {
      await database.clearAsync();
    },
    close: () => database.close(),
  };
}

/** Inside a batch, whose own promise tells of success and failure. */
function write(database: Database, key: StorageKey, value: Uint8Array | undefined): void {
  if (value) void database.put(key, value as Buffer);
  else void database.remove(key);
}

/** A failed commit carries its reason (disk full, I/O error) as another promise, which rejects a little later. */
async function rethrowReason(failure: Error & { commitError?: Promise<never> }): Promise<never> {
  if (failure.commitError) await Promise.race([failure.commitError, nextTurn()]);
  throw failure;
}

function get(database: Database, key: StorageKey): Uint8Array | undefined {
  if (!isLong(key)) return database.get(key);
  const bucket = database.get(bucketOf(key));
  return bucket && decodeBucket(bucketOf(key), bucket).find((row) => row.key === key)?.value;
}

function scan(database: Database, range: StorageRange): StorageRow[] {
  const rows: StorageRow[] = [];
  const { reverse, limit } = range;
  const { from, to } = toBucketRange(range);
  if (from >= to || limit <= 0) return rows;
  const bounds = reverse
    ? { start: to, end: from, exclusiveStart: true, inclusiveEnd: true, reverse }
    : { start: from, end: to };
  for (const row of database.getRange({ ...bounds })) {
    if (!isBucket(row.key)) rows.push(row);
    else for (const each of expand(row, range)) if (rows.length < limit) rows.push(each);
    if (rows.length >= limit) break;
  }
  return rows;
}

function expand(bucket: StorageRow, { from, to, reverse }: StorageRange): StorageRow[] {
  const rows = decodeBucket(bucket.key, bucket.value).filter(
    (row) => row.key >= from && row.key < to,
  );
  return reverse ? rows.toReversed() : rows;
}
