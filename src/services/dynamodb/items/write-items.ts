/** The one way by which items change: row, index entries, stream record and expiry in a single commit. */
import { serviceError } from '../../define-service.ts';
import type { Context } from '../../context.ts';
import { itemStreamArn, itemStreamRecords, itemStreamSubject } from '../../item-streams.ts';
import type { RowRef, StoreTransaction, TupleKey } from '../../store.ts';
import { resourceNotFound } from '../errors.ts';
import { stateOf } from '../state-of.ts';
import { expiries, indexEntries, items, tables } from '../store.ts';
import { toChangeRecord } from '../streams/change-record.ts';
import { assertUsable } from '../tables/table-name.ts';
import type { TableRecord } from '../tables/table.ts';
import { expiryOf } from '../tables/time-to-live.ts';
import type { Item } from '../values/attribute-value.ts';
import { keyOf } from './check-key.ts';
import { type IndexChange, indexChanges } from './index-changes.ts';
import { itemKey } from './row-key.ts';
import { WriteGate } from './write-gate.ts';

export interface ItemWrite {
  readonly table: TableRecord;
  readonly key: Item;
  /**
   * What there is to be afterwards: nothing, another item, or `before` itself to leave all as it is.
   * A throw cancels everything. Runs again after a conflict.
   */
  decide(before: Item | undefined): Item | undefined;
}

export interface WrittenItem {
  readonly table: TableRecord;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  readonly indexChanges: readonly IndexChange[];
}

export interface WriteOptions {
  /** Deleted because it had expired. */
  isExpiry?: boolean;
  /** More rows to lock, and what else to do in the same commit, after all decisions. */
  also?: {
    rows: readonly RowRef[];
    before?(tx: StoreTransaction): Promise<void>;
    after?(tx: StoreTransaction, written: readonly WrittenItem[]): void;
  };
  /** Of capacity units; 2 in transactions. */
  unitsFactor?: number;
  /** Called instead of throwing at the first failed decision, with one entry for each write. */
  onFailures?(failures: readonly (Error | undefined)[]): Error;
}

/** @throws whatever the decisions throw; ResourceNotFoundException when a table has gone */
export async function writeItems(
  context: Context,
  writes: readonly ItemWrite[],
  options: WriteOptions = {},
): Promise<WrittenItem[]> {
  const { store } = context;
  const rows = writes.map(({ table, key }) => itemKey(table, key));
  const locks: RowRef[] = [
    ...rows.map((key): RowRef => [items, key]),
    ...(options.also?.rows ?? []),
  ];
  const gate = options.isExpiry ? undefined : WriteGate.of(context, options.unitsFactor);
  const done = store.transact(locks, async (tx) => {
    await options.also?.before?.(tx);
    const current = await currentTables(tx, context, writes);
    const before: (Item | undefined)[] = [];
    for (const key of rows) before.push(await tx.get(items, key));
    // From here on nothing waits: stream records must be numbered in the order of commits.
    const after = decideAll(writes, before, options, gate);
    const written = writes.map((write, index) => {
      const table = current.get(write.table.name)!;
      const change = { key: rows[index]!, before: before[index], after: after[index] };
      return writeOne(tx, context, table, change, options.isExpiry ?? false);
    });
    options.also?.after?.(tx, written);
    return written;
  });
  return gate ? gate.charge(done) : done;
}

/** The tables as they are now: since the request read them they may have got indexes, or have gone. */
async function currentTables(
  tx: StoreTransaction,
  context: Context,
  writes: readonly ItemWrite[],
): Promise<Map<string, TableRecord>> {
  const current = new Map<string, TableRecord>();
  for (const { table } of writes) {
    if (current.has(table.name)) continue;
    const now = assertUsable(await tx.get(tables, [table.name]));
    if (now.rowsId !== table.rowsId) throw resourceNotFound();
    current.set(table.name, now);
    if (now.stream) await stateOf(context).sequences.prepare(tx, now.name, now.stream);
  }
  return current;
}

function decideAll(
  writes: readonly ItemWrite[],
  before: readonly (Item | undefined)[],
  options: WriteOptions,
  gate: WriteGate | undefined,
): (Item | undefined)[] {
  const failures: (Error | undefined)[] = [];
  const after = writes.map((write, index) => {
    try {
      const decide = (): Item | undefined => write.decide(before[index]);
      const decided = gate ? gate.decide(write.table, before[index], decide) : decide();
      failures.push(undefined);
      return decided;
    } catch (error) {
      if (!options.onFailures) throw error;
      failures.push(error as Error);
      return undefined;
    }
  });
  if (failures.some((each) => each !== undefined)) throw options.onFailures!(failures);
  return after;
}

function writeOne(
  tx: StoreTransaction,
  context: Context,
  table: TableRecord,
  change: { key: TupleKey; before: Item | undefined; after: Item | undefined },
  isExpiry: boolean,
): WrittenItem {
  const { key, before, after } = change;
  if (before === after) return { table, before, after, indexChanges: [] };
  if (after) tx.put(items, key, after);
  else tx.delete(items, key);
  const changes = indexChanges(table, before, after);
  for (const { remove, put } of changes) {
    if (remove) tx.delete(indexEntries, remove.key);
    if (put) tx.put(indexEntries, put.key, put.entry);
  }
  if (table.ttl) writeExpiry(tx, context, table, change);
  if (table.stream) writeRecord(tx, context, table, change, isExpiry);
  return { table, before, after, indexChanges: changes };
}

function writeExpiry(
  tx: StoreTransaction,
  context: Context,
  table: TableRecord,
  { key, before, after }: { key: TupleKey; before: Item | undefined; after: Item | undefined },
): void {
  const old = before && expiryOf(table, before);
  const next = after && expiryOf(table, after);
  if (old === next) return;
  const row = (seconds: number): TupleKey => expiryKey(context, seconds, key);
  if (old !== undefined) tx.delete(expiries, row(old));
  if (next !== undefined)
    tx.put(expiries, row(next), { tableName: table.name, key: keyOf(table, after!) });
}

export function expiryKey(
  { account, region }: Pick<Context, 'account' | 'region'>,
  epochSeconds: number,
  itemRow: TupleKey,
): TupleKey {
  return [epochSeconds, account, region, ...itemRow];
}

function writeRecord(
  tx: StoreTransaction,
  context: Context,
  table: TableRecord,
  change: { before: Item | undefined; after: Item | undefined },
  isExpiry: boolean,
): void {
  const stream = table.stream!;
  const origin = { atEpochMs: context.clock.now(), eventId: context.ids.hex(32), isExpiry };
  const record = toChangeRecord(table, stream, change, origin);
  if (!record) return;
  const number = stateOf(context).sequences.next(stream.id);
  tx.put(itemStreamRecords, [stream.id, number], record);
  const arn = itemStreamArn(context, { tableName: table.name, label: stream.label });
  tx.hint(itemStreamSubject(context.store.scope), Buffer.from(arn));
}

/** @param item shown to clients that asked for it */
export function conditionFailed(item?: Item): Error {
  return serviceError(
    'dynamodb',
    'ConditionalCheckFailedException',
    'The conditional request failed',
    item ? { Item: item } : undefined,
  );
}
