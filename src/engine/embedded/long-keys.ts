/**
 * LMDB cannot hold keys beyond 4026 bytes; DynamoDB and S3 allow longer ones (rarely met). All rows
 * whose keys share their first 4000 bytes live together in one LMDB row, a bucket, under those 4000
 * bytes. Such rows are neighbours in key order anyway, so the order of everything stays right.
 */
import type { Batch, StorageKey, StorageRange, StorageRow } from '../backing.ts';

/** Keys this long or longer live in a bucket; a key of exactly this length in LMDB is a bucket. */
export const BUCKET_KEY_BYTES = 4000;

export function isLong(key: StorageKey): boolean {
  return key.length >= BUCKET_KEY_BYTES;
}

export function isBucket(key: StorageKey): boolean {
  return key.length === BUCKET_KEY_BYTES;
}

export function bucketOf(key: StorageKey): StorageKey {
  return key.slice(0, BUCKET_KEY_BYTES);
}

/** The LMDB keys that may hold rows of `range`: its ends may fall inside a bucket. */
export function toBucketRange({ from, to }: StorageRange): { from: StorageKey; to: StorageKey } {
  return {
    from: isLong(from) ? bucketOf(from) : from,
    to: isLong(to) ? `${bucketOf(to)}\0` : to,
  };
}

/** Turns writes of long keys into writes of whole buckets. */
export function bundle(batch: Batch, read: (bucket: StorageKey) => Uint8Array | undefined): Batch {
  const long = [...batch].filter(([key]) => isLong(key));
  if (long.length === 0) return batch;
  const bundled = new Map([...batch].filter(([key]) => !isLong(key)));
  for (const [bucket, writes] of Map.groupBy(long, ([key]) => bucketOf(key))) {
    const stored = read(bucket);
    const rows = new Map(stored && decodeBucket(bucket, stored).map((row) => [row.key, row.value]));
    for (const [key, value] of writes) {
      if (value) rows.set(key, value);
      else rows.delete(key);
    }
    bundled.set(bucket, rows.size > 0 ? encodeBucket(rows) : undefined);
  }
  return bundled;
}

/** Each row as length and bytes of the rest of its key, length and bytes of its value; in key order. */
function encodeBucket(rows: ReadonlyMap<StorageKey, Uint8Array>): Uint8Array {
  const sorted = [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.concat(
    sorted.flatMap(([key, value]) => [
      ...framed(Buffer.from(key.slice(BUCKET_KEY_BYTES), 'latin1')),
      ...framed(value),
    ]),
  );
}

function framed(bytes: Uint8Array): [Uint8Array, Uint8Array] {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.byteLength);
  return [length, bytes];
}

export function decodeBucket(bucket: StorageKey, raw: Uint8Array): StorageRow[] {
  const bytes = Buffer.from(raw);
  const rows: StorageRow[] = [];
  let at = 0;
  const next = (): Buffer => {
    const from = at + 4;
    at = from + bytes.readUInt32BE(at);
    return bytes.subarray(from, at);
  };
  while (at < bytes.length) rows.push({ key: bucket + next().toString('latin1'), value: next() });
  return rows;
}
