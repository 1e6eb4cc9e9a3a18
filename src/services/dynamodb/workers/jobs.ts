import type { Context } from '../../context.ts';
import type { KeyedValue, RowRef, Store, StoreTransaction, Table } from '../../store.ts';
import { decodeKey, type KeyPart } from '../../../engine/key.ts';
import { toEntry } from '../items/index-changes.ts';
import { entryKey, itemKey, segmentRange } from '../items/row-key.ts';
import { rowPages } from '../items/row-pages.ts';
import { expiryKey } from '../items/write-items.ts';
import { backupItems, backups, expiries, indexEntries, items, type Job, tables } from '../store.ts';
import type { IndexRecord, TableRecord } from '../tables/table.ts';
import { expiryOf } from '../tables/time-to-live.ts';
import type { Item } from '../values/attribute-value.ts';
import { itemSizeBytes } from '../values/item-size.ts';
import { keyOf } from '../items/check-key.ts';
import { exportTable } from '../transfers/export-table.ts';
import { importTable } from '../transfers/import-table.ts';

/** Rows in one commit of a job. */
const BATCH_ROWS = 100;

/** @returns false when the job was interrupted and must be done again */
export function runJob(context: Context, job: Job, signal: AbortSignal): Promise<boolean> {
  switch (job.kind) {
    case 'backfill-index':
      return backfillIndex(context, job, signal);
    case 'backfill-expiries':
      return backfillExpiries(context, job.tableName, signal);
    case 'drop-index':
      return dropIndex(context, job, signal);
    case 'drop-items':
      return dropItems(context, job, signal);
    case 'fill-backup':
      return fillBackup(context, job.backupId, signal);
    case 'drop-backup':
      return dropRows(context.store, backupItems, job.backupId, signal);
    case 'export':
      return exportTable(context, job.exportId, signal);
    case 'import':
      return importTable(context, job.importId, signal);
    default:
      return restore(context, job, signal);
  }
}

async function backfillIndex(
  context: Context,
  { tableName, indexRowsId }: { tableName: string; indexRowsId: string },
  signal: AbortSignal,
): Promise<boolean> {
  const find = (table: TableRecord | undefined): IndexRecord | undefined =>
    table?.globalIndexes.find((each) => each.rowsId === indexRowsId && each.status === 'CREATING');
  const isDone = await forEachItem(context, tableName, signal, (tx, table, item) => {
    const index = find(table);
    const key = index && entryKey(table, index, item);
    if (index && key) tx.put(indexEntries, key, toEntry(table, index, item));
  });
  if (!isDone) return false;
  await changeTable(context.store, tableName, (table) =>
    find(table)
      ? {
          ...table,
          globalIndexes: table.globalIndexes.map((each) =>
            each.rowsId === indexRowsId ? { ...each, status: 'ACTIVE' as const } : each,
          ),
        }
      : undefined,
  );
  return true;
}

async function backfillExpiries(
  context: Context,
  tableName: string,
  signal: AbortSignal,
): Promise<boolean> {
  return forEachItem(context, tableName, signal, (tx, table, item) => {
    const seconds = expiryOf(table, item);
    if (seconds !== undefined)
      tx.put(expiries, expiryKey(context, seconds, itemKey(table, item)), {
        tableName,
        key: keyOf(table, item),
      });
  });
}

/** Visits every item as it is at that moment, locked, with the table as it is. */
async function forEachItem(
  context: Context,
  tableName: string,
  signal: AbortSignal,
  visit: (tx: StoreTransaction, table: TableRecord, item: Item) => void,
): Promise<boolean> {
  const { store } = context;
  const table = await store.get(tables, [tableName]);
  if (!table) return true;
  const range = segmentRange(table.rowsId, 0, 1);
  for await (const page of rowPages(store, items, range, { pageRows: BATCH_ROWS })) {
    if (signal.aborted) return false;
    const rows = page.map(({ value }): RowRef => [items, itemKey(table, value)]);
    await store.transact(rows, async (tx) => {
      const now = await tx.get(tables, [tableName]);
      if (now?.rowsId !== table.rowsId) return;
      for (const [, key] of rows) {
        const item = await tx.get(items, key);
        if (item) visit(tx, now, item);
      }
    });
  }
  return true;
}

async function dropIndex(
  context: Context,
  { tableName, indexRowsId }: { tableName: string; indexRowsId: string },
  signal: AbortSignal,
): Promise<boolean> {
  if (!(await dropRows(context.store, indexEntries, indexRowsId, signal))) return false;
  await changeTable(context.store, tableName, (table) => {
    const globalIndexes = table.globalIndexes.filter((each) => each.rowsId !== indexRowsId);
    return withoutUnusedAttributes({ ...table, globalIndexes });
  });
  return true;
}

/** The definitions of attributes that no key uses any more go with the index. */
function withoutUnusedAttributes(table: TableRecord): TableRecord {
  const used = new Set([
    ...table.keys,
    ...[...table.localIndexes, ...table.globalIndexes].flatMap((each) => each.keys),
  ]);
  return { ...table, attributes: table.attributes.filter((each) => used.has(each.name)) };
}

async function dropItems(
  context: Context,
  { rowsId, indexRowsIds }: { rowsId: string; indexRowsIds: string[] },
  signal: AbortSignal,
): Promise<boolean> {
  for (const id of indexRowsIds)
    if (!(await dropRows(context.store, indexEntries, id, signal))) return false;
  return dropRows(context.store, items, rowsId, signal);
}

/** Nobody else writes these rows, so no locks are needed. */
async function dropRows(
  store: Store,
  rows: Table<Item>,
  rowsId: string,
  signal: AbortSignal,
): Promise<boolean> {
  const range = segmentRange(rowsId, 0, 1);
  for await (const page of rowPages(store, rows, range, { pageRows: BATCH_ROWS })) {
    if (signal.aborted) return false;
    await store.transact([], (tx) => {
      for (const { key } of page) tx.delete(rows, decodeKey(key));
    });
  }
  return true;
}

async function fillBackup(
  context: Context,
  backupId: string,
  signal: AbortSignal,
): Promise<boolean> {
  const { store } = context;
  const backup = await store.get(backups, [backupId]);
  if (!backup) return true;
  let itemCount = 0;
  let sizeBytes = 0;
  const copy = (page: readonly KeyedValue<Item>[]): Promise<void> =>
    store.transact([], (tx) => {
      for (const { key, value } of page) {
        itemCount++;
        sizeBytes += itemSizeBytes(value);
        tx.put(backupItems, underOther(key, backupId), value);
      }
    });
  const range = segmentRange(backup.table.rowsId, 0, 1);
  for await (const page of rowPages(store, items, range, { pageRows: BATCH_ROWS })) {
    if (signal.aborted) return false;
    await copy(page);
  }
  await store.transact([[backups, [backupId]]], async (tx) => {
    const now = await tx.get(backups, [backupId]);
    if (now) tx.put(backups, [backupId], { ...now, status: 'AVAILABLE', itemCount, sizeBytes });
  });
  return true;
}

/** The key of a row, with another table (or backup) in its first part. */
function underOther(key: Uint8Array, id: string): KeyPart[] {
  return [id, ...decodeKey(key).slice(1)];
}

async function restore(
  context: Context,
  { tableName, backupId }: { tableName: string; backupId: string },
  signal: AbortSignal,
): Promise<boolean> {
  const { store } = context;
  const table = await store.get(tables, [tableName]);
  if (!table) return true;
  const range = segmentRange(backupId, 0, 1);
  for await (const page of rowPages(store, backupItems, range, { pageRows: BATCH_ROWS })) {
    if (signal.aborted) return false;
    // The table cannot be used before it is whole, so nobody else writes here.
    await store.transact([], (tx) => {
      for (const { key, value } of page) {
        tx.put(items, underOther(key, table.rowsId), value);
        for (const index of [...table.localIndexes, ...table.globalIndexes]) {
          const entry = entryKey(table, index, value);
          if (entry) tx.put(indexEntries, entry, toEntry(table, index, value));
        }
      }
    });
  }
  await changeTable(store, tableName, (now) => ({ ...now, status: 'ACTIVE' }));
  return true;
}

/** @param change returns undefined to leave the table as it is */
async function changeTable(
  store: Store,
  name: string,
  change: (table: TableRecord) => TableRecord | undefined,
): Promise<void> {
  await store.transact([[tables, [name]]], async (tx) => {
    const table = await tx.get(tables, [name]);
    const changed = table && change(table);
    if (changed) tx.put(tables, [name], changed);
  });
}
