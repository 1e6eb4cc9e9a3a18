import type { Context } from '../../context.ts';
import { segmentRange } from '../items/row-key.ts';
import { rowPages } from '../items/row-pages.ts';
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

const PAGE_ROWS = 500;
/** AWS brings these numbers up to date about every six hours; small tables are counted on the spot. */
const RECOUNT_MS = 6 * 60 * 60_000;

/** How many items tables and indexes have, and of what size together. */
export class TableSizes {
  readonly #counted = new Map<string, { atEpochMs: number; size: Size }>();
  readonly #counting = new Set<string>();

  async of(context: Pick<Context, 'store' | 'clock'>, table: TableRecord): Promise<Sizes> {
    const indexes = new Map<string, Size>();
    for (const each of indexesOf(table))
      indexes.set(each.name, await this.#sizeOf(context, indexEntries, each.rowsId));
    return { table: await this.#sizeOf(context, items, table.rowsId), indexes };
  }

  clear(): void {
    this.#counted.clear();
  }

  async #sizeOf(
    context: Pick<Context, 'store' | 'clock'>,
    rows: Table<Item>,
    rowsId: string,
  ): Promise<Size> {
    const range = segmentRange(rowsId, 0, 1);
    const page = await context.store.scanRange(rows, { ...range, limit: PAGE_ROWS + 1 });
    if (page.length <= PAGE_ROWS) return add({ itemCount: 0, sizeBytes: 0 }, page);
    const last = this.#counted.get(rowsId);
    const isOld = !last || context.clock.now() - last.atEpochMs >= RECOUNT_MS;
    if (isOld && !this.#counting.has(rowsId)) void this.#count(context, rows, rowsId);
    return last?.size ?? { itemCount: 0, sizeBytes: 0 };
  }

  async #count(
    context: Pick<Context, 'store' | 'clock'>,
    rows: Table<Item>,
    rowsId: string,
  ): Promise<void> {
    this.#counting.add(rowsId);
    try {
      let size: Size = { itemCount: 0, sizeBytes: 0 };
      const pages = rowPages(context.store, rows, segmentRange(rowsId, 0, 1), {
        pageRows: PAGE_ROWS,
      });
      for await (const page of pages) {
        size = add(size, page);
        // Requests come first.
        await new Promise<void>((resolve) => context.clock.realTimeout(0, resolve));
      }
      this.#counted.set(rowsId, { atEpochMs: context.clock.now(), size });
    } catch {
      // The stack is stopping; nobody waits for the number.
    } finally {
      this.#counting.delete(rowsId);
    }
  }
}

function add(size: Size, page: readonly { value: Item }[]): Size {
  let { itemCount, sizeBytes } = size;
  for (const { value } of page) {
    itemCount++;
    sizeBytes += itemSizeBytes(value);
  }
  return { itemCount, sizeBytes };
}
