import { AwsError } from '../../../protocol/aws-error.ts';
import type { Context } from '../../context.ts';
import { checkItemKeys } from '../items/check-key.ts';
import { toEntry } from '../items/index-changes.ts';
import { checkItemSize } from '../items/prepare-write.ts';
import { entryKey, itemKey } from '../items/row-key.ts';
import { indexEntries, items, tables } from '../store.ts';
import type { TableRecord } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';
import { validItem } from '../values/validate-value.ts';
import { MalformedCsv } from './csv.ts';
import { sourceItems } from './read-source.ts';
import { LineTooLong } from './lines.ts';
import { type Import, imports } from './store.ts';

/** Items in one commit. */
const BATCH_ITEMS = 100;

/**
 * Fills a table that nobody can use before it is whole; begun anew after a crash. Of several items
 * with one key the last one stays. @returns false when it was interrupted
 */
export async function importTable(
  context: Context,
  importId: string,
  signal: AbortSignal,
): Promise<boolean> {
  const { store } = context;
  const record = await store.get(imports, [importId]);
  const table = record && (await store.get(tables, [record.tableName]));
  if (!record || table?.id !== record.tableId) return true;
  const counts = { itemCount: 0, sizeBytes: 0, importedCount: 0, errorCount: 0 };
  let failure: Import['failure'];
  try {
    let batch: Item[] = [];
    for await (const { item: given, sizeBytes } of sourceItems(context, record, table)) {
      if (signal.aborted) return false;
      counts.itemCount++;
      counts.sizeBytes += sizeBytes;
      const item = given && valid(table, given);
      if (item) batch.push(item);
      else counts.errorCount++;
      if (batch.length < BATCH_ITEMS) continue;
      counts.importedCount += await write(context, table, batch);
      batch = [];
    }
    counts.importedCount += await write(context, table, batch);
    if (counts.errorCount > 0)
      failure = {
        code: 'ItemValidationError',
        message:
          'Some of the items failed validation checks and were not imported. Please check CloudWatch error logs for more details.',
      };
  } catch (error) {
    failure = failureOf(error);
    if (!failure) throw error;
  }
  await store.transact(
    [
      [tables, [table.name]],
      [imports, [importId]],
    ],
    async (tx) => {
      const now = await tx.get(tables, [table.name]);
      if (now?.id === table.id) tx.put(tables, [table.name], { ...now, status: 'ACTIVE' });
      tx.put(imports, [importId], {
        ...record,
        ...counts,
        status: failure ? 'FAILED' : 'COMPLETED',
        endedAtEpochMs: context.clock.now(),
        ...(failure && { failure }),
      });
    },
  );
  return true;
}

function valid(table: TableRecord, given: Item): Item | undefined {
  try {
    const item = validItem(given);
    checkItemSize(item);
    checkItemKeys(table, item);
    return item;
  } catch {
    // Whatever is wrong with a line of somebody's file is that line's failure.
    return undefined;
  }
}

/** The later of two items with one key replaces the earlier, its index entries included. @returns how many were taken */
async function write(context: Context, table: TableRecord, batch: Item[]): Promise<number> {
  const indexes = [...table.localIndexes, ...table.globalIndexes];
  await context.store.transact([], async (tx) => {
    for (const item of batch) {
      const key = itemKey(table, item);
      const before = indexes.length > 0 ? await tx.get(items, key) : undefined;
      tx.put(items, key, item);
      for (const index of indexes) {
        const old = before && entryKey(table, index, before);
        if (old) tx.delete(indexEntries, old);
        const entry = entryKey(table, index, item);
        if (entry) tx.put(indexEntries, entry, toEntry(table, index, item));
      }
    }
  });
  return batch.length;
}

/** @returns undefined for what is nobody's fault but ours */
function failureOf(error: unknown): Import['failure'] {
  if (error instanceof AwsError) return { code: `S3${error.code}`, message: error.message };
  if (error instanceof MalformedCsv || error instanceof LineTooLong)
    return { code: 'InputFormatError', message: error.message };
  const { code, message } = error as NodeJS.ErrnoException;
  if (code?.startsWith('Z_')) return { code: 'DecompressionError', message };
  return undefined;
}
