/**
 * What a store must offer so that the rest of the engine (locks, transactions, queues, logs) stands
 * on it. Two of them: `memory/` and `embedded/`.
 */

/** The bytes of a key as a string of char codes 0–255: its `<` is the bytewise order, and it works as a Map key. */
export type StorageKey = string;

export interface StorageRow {
  key: StorageKey;
  value: Uint8Array;
}

/** `from` is inclusive, `to` exclusive. */
export interface StorageRange {
  from: StorageKey;
  to: StorageKey;
  reverse: boolean;
  limit: number;
}

/** The last write of each key; undefined deletes it. */
export type Batch = ReadonlyMap<StorageKey, Uint8Array | undefined>;

export interface Backing {
  /** Reads see every batch whose `commit` has resolved. The bytes are the caller's to keep. */
  get(key: StorageKey): Uint8Array | undefined;
  scan(range: StorageRange): StorageRow[];
  /** All of it or nothing; resolves when durable. Called again only after the last call has settled. */
  commit(batch: Batch): Promise<void>;
  clear(): Promise<void>;
  close(): Promise<void>;
}
