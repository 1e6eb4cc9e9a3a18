import { decodeAttributes, encodeAttributes } from '../attribute-json.ts';
import { defineTable, type RecordCodec } from '../store.ts';
import type { TableRecord } from './tables/table.ts';
import type { Item } from './values/attribute-value.ts';

/** Every request to an item reads its table first; most of the time it is one of few. */
const CACHED_TABLES = 1000;
const parsedTables = new Map<string, TableRecord>();

/** Equal bytes become the same (shared, immutable) object, so that nothing has to be told about changes. */
const tableCodec: RecordCodec<TableRecord> = {
  encode: (table) => Buffer.from(JSON.stringify(table)),
  decode(bytes) {
    const text = bytes.toString('latin1');
    let table = parsedTables.get(text);
    if (!table) {
      table = JSON.parse(bytes.toString('utf8')) as TableRecord;
      if (parsedTables.size >= CACHED_TABLES) parsedTables.clear();
      parsedTables.set(text, table);
    }
    return table;
  },
};

/** Key: `[name]`. */
export const tables = defineTable<TableRecord>({
  service: 'dynamodb',
  name: 'tables',
  scope: 'region',
  version: 1,
  codec: tableCodec,
});

/** Key: see `items/row-key.ts`. */
export const items = defineTable<Item>({
  service: 'dynamodb',
  name: 'items',
  scope: 'region',
  version: 1,
  codec: { encode: encodeAttributes, decode: decodeAttributes },
});

/** Entries of secondary indexes: the projected attributes. Key: see `items/row-key.ts`. */
export const indexEntries = defineTable<Item>({
  service: 'dynamodb',
  name: 'index',
  scope: 'region',
  version: 1,
  codec: { encode: encodeAttributes, decode: decodeAttributes },
});

export interface Expiry {
  tableName: string;
  key: Item;
}

/** Items with a time to live, of all accounts and regions. Key: `[epoch seconds, account, region, …key of the item's row]`. */
export const expiries = defineTable<Expiry>({
  service: 'dynamodb',
  name: 'expiries',
  scope: 'partition',
  version: 1,
  codec: { encode: encodeAttributes, decode: decodeAttributes },
});

/** What is left to do after the answer, and after a crash. */
export type Job =
  | { kind: 'backfill-index'; tableName: string; indexRowsId: string }
  | { kind: 'backfill-expiries'; tableName: string }
  | { kind: 'drop-index'; tableName: string; indexRowsId: string }
  | { kind: 'drop-items'; rowsId: string; indexRowsIds: string[] }
  | { kind: 'fill-backup'; backupId: string }
  | { kind: 'drop-backup'; backupId: string }
  | { kind: 'restore'; tableName: string; backupId: string }
  | { kind: 'export'; exportId: string }
  | { kind: 'import'; importId: string };

/** Of all accounts and regions. Key: `[account, region, id]`. */
export const jobs = defineTable<Job>({
  service: 'dynamodb',
  name: 'jobs',
  scope: 'partition',
  version: 1,
});

export interface Idempotency {
  /** Of the request, so that a token cannot be used for another one. */
  digest: string;
  atEpochMs: number;
}

/** Tokens of TransactWriteItems and ExecuteTransaction. Key: `[token]`. */
export const idempotency = defineTable<Idempotency>({
  service: 'dynamodb',
  name: 'idempotency',
  scope: 'region',
  version: 1,
});

/** The same by age, for the worker that removes them. Key: `[epoch ms, account, region, token]`. */
export const idempotencyAges = defineTable<true>({
  service: 'dynamodb',
  name: 'idempotency-ages',
  scope: 'partition',
  version: 1,
});

export interface Backup {
  id: string;
  name: string;
  status: 'CREATING' | 'AVAILABLE';
  createdAtEpochMs: number;
  sizeBytes: number;
  itemCount: number;
  /** As it was. */
  table: TableRecord;
}

/** Key: `[id]`. */
export const backups = defineTable<Backup>({
  service: 'dynamodb',
  name: 'backups',
  scope: 'region',
  version: 1,
});

/** Key: `[backup id, …key of the item's row without the table]`. */
export const backupItems = defineTable<Item>({
  service: 'dynamodb',
  name: 'backup-items',
  scope: 'region',
  version: 1,
  codec: { encode: encodeAttributes, decode: decodeAttributes },
});
