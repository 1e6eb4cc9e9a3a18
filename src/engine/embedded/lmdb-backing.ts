import { open, type RootDatabase } from 'lmdb';
import type { Backing, StorageKey, StorageRange, StorageRow } from '../backing.ts';
import { MAX_KEY_BYTES } from '../limits.ts';

/** LMDB's largest key is 4026 bytes with pages of this size, and 1978 with the usual 4096. */
const PAGE_SIZE_BYTES = 8192;

/** Keys are binary strings; LMDB's own order of bytes is theirs. */
const KEY_ENCODER = {
  writeKey(key: StorageKey, target: Buffer, start: number): number {
    if (key.length > MAX_KEY_BYTES) throw new RangeError('too long');
    return start + target.write(key, start, 'latin1');
  },
  readKey: (source: Buffer, start: number, end: number): StorageKey => source.toString('latin1', start, end),
};

/**
 * Rows in one LMDB file: memory-mapped reads, copy-on-write pages, writes and fsync on LMDB's own
 * thread. See docs/adr/0002-embedded-store.md.
 */
export function openLmdbBacking(path: string): Backing {
  const database: RootDatabase<Buffer, StorageKey> = open({
    path,
    noSubdir: true,
    pageSize: PAGE_SIZE_BYTES,
    encoding: 'binary',
    keyEncoder: KEY_ENCODER as never,
    // A commit's promise then means "synced". With overlapping it means "visible", and commits
    // gain nothing from overlapping since ours come one at a time.
    overlappingSync: false,
  });
  return {
    get: (key) => database.get(key),
    scan: (range) => scan(database, range),
    async commit(batch) {
      // One event turn is one LMDB transaction.
      let written: Promise<boolean> | undefined;
      for (const [key, value] of batch) written = value ? database.put(key, value as Buffer) : database.remove(key);
      await written;
    },
    async clear() {
      await database.clearAsync();
    },
    close: () => database.close(),
  };
}

function scan(database: RootDatabase<Buffer, StorageKey>, range: StorageRange): StorageRow[] {
  if (range.from >= range.to || range.limit <= 0) return [];
  const { from, to, reverse } = range;
  const limit = Number.isFinite(range.limit) ? { limit: range.limit } : {};
  const bounds = reverse
    ? { start: to, end: from, exclusiveStart: true, inclusiveEnd: true, reverse }
    : { start: from, end: to };
  return [...database.getRange({ ...bounds, ...limit })];
}
