/** Typed tables over the engine: scope, key and schema version of every record are declared in a service's `store.ts`. */
import { decodeKey, encodeKey, type KeyPart, prefixEnd } from '../engine/key.ts';
import type {
  Engine,
  Key,
  KeyRef,
  LogEvent,
  OutMessage,
  Range,
  Row,
  Transaction,
} from '../engine/interface.ts';
import { decodeRecord, encodeRecord } from './record.ts';

/** Whose state a table is: of one region of an account, of an account everywhere (IAM), or of all accounts (bucket names). */
export type Scope = 'region' | 'account' | 'partition';

export interface Table<T> {
  readonly service: string;
  readonly name: string;
  readonly scope: Scope;
  readonly version: number;
  readonly migrate?: (value: unknown, fromVersion: number) => T;
  /** How records are written, where JSON of the store's own kind is too slow; `migrate` gets what `decode` gives. */
  readonly codec?: RecordCodec<T>;
}

export interface RecordCodec<T> {
  encode(value: T): Uint8Array;
  decode(bytes: Buffer): T;
}

/**
 * @param options.version raise it when `T` changes; then `migrate` must lift every older version
 * @example
 * export const roles = defineTable<Role>({ service: 'iam', name: 'roles', scope: 'account', version: 1 });
 */
export function defineTable<T>(options: Table<T>): Table<T> {
  return options;
}

export type TupleKey = readonly KeyPart[];

/** A row to lock: `[table, key]`. */
export type RowRef = readonly [Table<never> | Table<unknown>, TupleKey];

export interface ScanOptions {
  /** Only keys that begin with these parts. */
  prefix?: TupleKey;
  /** Begin after this key (ascending) or before it (descending). */
  after?: TupleKey;
  reverse?: boolean;
  limit?: number;
}

export interface Entry<T> {
  key: KeyPart[];
  value: T;
}

/** Bounds made by `encodeKey`, for ranges that begin or end inside a part of the key. */
export type KeyRange = Omit<Range, 'part'>;

export interface KeyedValue<T> {
  /** As stored: made by `encodeKey`. */
  key: Key;
  value: T;
}

export interface StoreTransaction {
  get<T>(table: Table<T>, key: TupleKey): Promise<T | undefined>;
  scan<T>(table: Table<T>, options?: ScanOptions): Promise<Entry<T>[]>;
  scanRange<T>(table: Table<T>, range: KeyRange): Promise<KeyedValue<T>[]>;
  put<T>(table: Table<T>, key: TupleKey, value: T): void;
  delete(table: Table<never> | Table<unknown>, key: TupleKey): void;
  /** Sends to a durable queue in this commit. */
  enqueue(queue: string, message: OutMessage): void;
  appendLog(group: string, stream: string, events: readonly LogEvent[]): void;
  hint(subject: string, data?: Uint8Array): void;
}

/** The state that one request, or one worker, sees: bound to an account and a region. */
export interface Store {
  /** Names this scope in `LogStreamRef.scope`: `<account>/<region>`. */
  readonly scope: string;
  get<T>(table: Table<T>, key: TupleKey): Promise<T | undefined>;
  /** All of one instant. */
  getMany<T>(table: Table<T>, keys: readonly TupleKey[]): Promise<(T | undefined)[]>;
  scan<T>(table: Table<T>, options?: ScanOptions): Promise<Entry<T>[]>;
  scanRange<T>(table: Table<T>, range: KeyRange): Promise<KeyedValue<T>[]>;
  /** One durable write without a condition. */
  put<T>(table: Table<T>, key: TupleKey, value: T): Promise<void>;
  delete(table: Table<never> | Table<unknown>, key: TupleKey): Promise<void>;
  /** Locks the named rows (absent ones too), runs `body`, commits durably. `body` may run again. */
  transact<T>(rows: readonly RowRef[], body: (tx: StoreTransaction) => Promise<T> | T): Promise<T>;
}

/** Begins behind `start`, but never outside of the range: `after` comes from markers, which clients can make up. */
function moveStart(range: KeyRange, start: Uint8Array, reverse: boolean): void {
  if (reverse) {
    if (!range.lt || Buffer.compare(start, range.lt) < 0) range.lt = start;
  } else if (!range.gte || Buffer.compare(start, range.gte) >= 0) {
    delete range.gte;
    range.gt = start;
  }
}

export function createStore(engine: Engine, account: string, region: string): Store {
  const part = (table: Pick<Table<unknown>, 'service' | 'name' | 'scope'>): string => {
    const owner =
      table.scope === 'region' ? `${account}/${region}` : table.scope === 'account' ? account : '';
    return `${table.service}/${table.name}/${owner}`;
  };
  const ref = (table: Table<never> | Table<unknown>, key: TupleKey): KeyRef => ({
    part: part(table),
    key: encodeKey(key),
  });
  const toRange = (table: Table<never> | Table<unknown>, options: ScanOptions): Range => ({
    part: part(table),
    ...boundsOf(options),
  });
  const decode = <T>(table: Table<T>, raw: Uint8Array | undefined): T | undefined =>
    raw && decodeRecord(table, raw);
  const toEntries = <T>(
    table: Table<T>,
    rows: { key: Uint8Array; value: Uint8Array }[],
  ): Entry<T>[] =>
    rows.map((row) => ({ key: decodeKey(row.key), value: decodeRecord(table, row.value) }));
  const toKeyed = <T>(table: Table<T>, rows: Row[]): KeyedValue<T>[] =>
    rows.map(({ key, value }) => ({ key, value: decodeRecord(table, value) }));

  const wrap = (tx: Transaction): StoreTransaction => ({
    get: async (table, key) => decode(table, await tx.get(ref(table, key))),
    scan: async (table, options = {}) => toEntries(table, await tx.scan(toRange(table, options))),
    scanRange: async (table, range) =>
      toKeyed(table, await tx.scan({ ...range, part: part(table) })),
    put: (table, key, value) => tx.put(ref(table, key), encodeRecord(table, value)),
    delete: (table, key) => tx.delete(ref(table, key)),
    enqueue: (queue, message) => tx.enqueue(queue, message),
    appendLog: (group, stream, events) =>
      tx.appendLog({ scope: `${account}/${region}`, group, stream }, events),
    hint: (subject, data) => tx.hint(subject, data),
  });

  return {
    scope: `${account}/${region}`,
    get: async (table, key) => decode(table, await engine.kv.get(ref(table, key))),
    getMany: async (table, keys) =>
      (await engine.kv.getMany(keys.map((key) => ref(table, key)))).map((raw) =>
        decode(table, raw),
      ),
    scan: async (table, options = {}) =>
      toEntries(table, await engine.kv.scan(toRange(table, options))),
    scanRange: async (table, range) =>
      toKeyed(table, await engine.kv.scan({ ...range, part: part(table) })),
    put: (table, key, value) =>
      engine.kv.transact([ref(table, key)], (tx) =>
        tx.put(ref(table, key), encodeRecord(table, value)),
      ),
    delete: (table, key) =>
      engine.kv.transact([ref(table, key)], (tx) => tx.delete(ref(table, key))),
    transact: (rows, body) =>
      engine.kv.transact(
        rows.map(([table, key]) => ref(table, key)),
        (tx) => body(wrap(tx)),
      ),
  };
}

function boundsOf({ prefix = [], after, reverse, limit }: ScanOptions): KeyRange {
  const range: KeyRange = {};
  if (prefix.length > 0) {
    range.gte = encodeKey(prefix);
    range.lt = prefixEnd(range.gte);
  }
  if (reverse) range.reverse = true;
  if (limit !== undefined) range.limit = limit;
  if (after) moveStart(range, encodeKey(after), reverse ?? false);
  return range;
}
