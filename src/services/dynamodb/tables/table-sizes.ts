import type { Context } from '../../context.ts';
import { segmentRange } from '../items/row-key.ts';
import { rowPages } from '../items/row-pages.ts';
import { stateOf } from '../state-of.ts';
import { indexEntries, items } from '../store.ts';
import { itemSizeBytes } from '../values/item-size.ts';
import type { Table } from '../../store.ts';
import type { Item } from '../values/attribute-value.ts';
import { indexesOf, type TableRecord } from './table.ts';

export interface Size {
  readonly itemCount: number;
  readonly sizeBytes: number;
}

export interface Sizes {
  readonly table: Size;
  readonly indexes: ReadonlyMap<string, Size>;
}

/** Rows may be of 400 KB each. */
const PAGE_ROWS = 50;
/** What is counted while the client waits. */
const SMALL_ITEMS = 500;
const SMALL_BYTES = 4 * 1024 * 1024;
/** Between pages of a large count: requests come first. */
const PAUSE_MS = 10;
/** AWS brings these numbers up to date about every six hours; small tables are counted on the spot. */
const RECOUNT_MS = 6 * 60 * 60_000;

/** What was counted last, by id of rows; `undefined` while a first count is under way. */
export type CountedSizes = Map<string, { atEpochMs: number; size: Size } | undefined>;

/** How many items a table and its indexes have, and of what size together. */
export async function tableSizes(context: Context, table: TableRecord): Promise<Sizes> {
  const indexes = new Map<string, Size>();
  for (const each of indexesOf(table))
    indexes.set(each.name, await sizeOf(context, indexEntries, each.rowsId));
  return { table: await sizeOf(context, items, table.rowsId), indexes };
}

async function sizeOf(context: Context, rows: Table<Item>, rowsId: string): Promise<Size> {
  const range = segmentRange(rowsId, 0, 1);
  let size = EMPTY;
  for await (const page of rowPages(context.store, rows, range, { pageRows: PAGE_ROWS })) {
    size = add(size, page);
    if (size.itemCount > SMALL_ITEMS || size.sizeBytes > SMALL_BYTES)
      return lastCount(context, rows, rowsId);
  }
  return size;
}

function lastCount(context: Context, rows: Table<Item>, rowsId: string): Size {
  const { counted } = stateOf(context);
  const last = counted.get(rowsId);
  const isCounting = counted.has(rowsId) && !last;
  const isOld = !last || context.clock.now() - last.atEpochMs >= RECOUNT_MS;
  if (isOld && !isCounting) void count(context, rows, rowsId, counted);
  return last?.size ?? EMPTY;
}

async function count(
  context: Context,
  rows: Table<Item>,
  rowsId: string,
  counted: CountedSizes,
): Promise<void> {
  counted.set(rowsId, counted.get(rowsId));
  try {
    let size = EMPTY;
    const range = segmentRange(rowsId, 0, 1);
    for await (const page of rowPages(context.store, rows, range, { pageRows: PAGE_ROWS })) {
      size = add(size, page);
      await new Promise<void>((resolve) => context.clock.realTimeout(PAUSE_MS, resolve));
    }
    counted.set(rowsId, { atEpochMs: context.clock.now(), size });
  } catch {
    // The stack is stopping; nobody waits for the number.
  }
}

const EMPTY: Size = { itemCount: 0, sizeBytes: 0 };

function add(size: Size, page: readonly { value: Item }[]): Size {
  let { itemCount, sizeBytes } = size;
  for (const { value } of page) {
    itemCount++;
    sizeBytes += itemSizeBytes(value);
  }
  return { itemCount, sizeBytes };
}
