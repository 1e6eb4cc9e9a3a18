import { setKey } from '../../../protocol/record-key.ts';
import type { Context } from '../../context.ts';
import { encodeKey } from '../../../engine/key.ts';
import { type Condition, holds } from '../expressions/condition.ts';
import { PAGE_LIMIT_BYTES } from '../limits.ts';
import { indexEntries, items } from '../store.ts';
import { type IndexRecord, type TableRecord } from '../tables/table.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { itemSizeBytes } from '../values/item-size.ts';
import { entryKey, itemKey, type RowRange } from './row-key.ts';
import { rowPages } from './row-pages.ts';

export interface PageRequest {
  readonly table: TableRecord;
  readonly index?: IndexRecord | undefined;
  readonly range: RowRange;
  readonly reverse?: boolean;
  readonly limit?: number | undefined;
  /** The key after which to begin: that of the table, and of the index if there is one. */
  readonly after?: Item | undefined;
  readonly filter?: Condition | undefined;
  /** Reads whole items from the table where the index does not have all of an item. */
  readonly fetchesItems?: boolean;
}

export interface Page {
  readonly items: Item[];
  readonly scannedCount: number;
  /** Of the rows looked at, before the filter. */
  readonly sizeBytes: number;
  /** Sizes of the items that had to be read from the table as well. */
  readonly fetchedBytes: readonly number[];
  readonly lastKey?: Item;
}

/** Rows in the first read: few, because they may be of 400 KB each. The next read takes what is left of the page. */
const FIRST_ROWS = 16;
const MOST_ROWS = 1000;

/**
 * Looks at rows in order until the limit, a megabyte, or the end is reached.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html
 */
export async function readPage(
  context: Pick<Context, 'store'>,
  request: PageRequest,
): Promise<Page> {
  const { table, index, limit = Number.POSITIVE_INFINITY } = request;
  const found: Item[] = [];
  const fetchedBytes: number[] = [];
  let scannedCount = 0;
  let sizeBytes = 0;
  let last: Item | undefined;
  const pages = rowPages(context.store, index ? indexEntries : items, startingAfter(request), {
    pageRows: () => Math.min(limit - scannedCount, rowsFor(sizeBytes, scannedCount)),
    reverse: request.reverse ?? false,
  });
  for await (const page of pages) {
    for (const { value } of page) {
      scannedCount++;
      sizeBytes += itemSizeBytes(value);
      last = value;
      const item = request.fetchesItems ? await fetch(context, table, value) : value;
      if (request.fetchesItems && item) fetchedBytes.push(itemSizeBytes(item));
      if (item && (!request.filter || holds(request.filter, item))) found.push(item);
      if (scannedCount < limit && sizeBytes < PAGE_LIMIT_BYTES) continue;
      const lastKey = pageKey(table, index, last);
      return { items: found, scannedCount, sizeBytes, fetchedBytes, lastKey };
    }
  }
  return { items: found, scannedCount, sizeBytes, fetchedBytes };
}

/** As many rows as fill the page, going by those so far. */
function rowsFor(sizeBytes: number, count: number): number {
  if (count === 0) return FIRST_ROWS;
  const left = Math.ceil(((PAGE_LIMIT_BYTES - sizeBytes) * count) / sizeBytes) + 1;
  return Math.min(MOST_ROWS, left);
}

function fetch(
  context: Pick<Context, 'store'>,
  table: TableRecord,
  entry: Item,
): Promise<Item | undefined> {
  return context.store.get(items, itemKey(table, entry));
}

function startingAfter({ range, after, table, index, reverse }: PageRequest): RowRange {
  if (!after) return range;
  const row = encodeKey(index ? entryKey(table, index, after)! : itemKey(table, after));
  if (reverse) return { gte: range.gte, lt: smaller(row, range.lt) };
  // The very next key after this one.
  return { gte: larger(Buffer.concat([row, Uint8Array.of(0)]), range.gte), lt: range.lt };
}

function smaller(a: Uint8Array, b: Uint8Array): Uint8Array {
  return Buffer.compare(a, b) < 0 ? a : b;
}

function larger(a: Uint8Array, b: Uint8Array): Uint8Array {
  return Buffer.compare(a, b) > 0 ? a : b;
}

/** Where the next page begins. */
function pageKey(table: TableRecord, index: IndexRecord | undefined, item: Item): Item {
  const key: Record<string, AttributeValue> = {};
  for (const name of [...table.keys, ...(index?.keys ?? [])]) setKey(key, name, item[name]);
  return key;
}
