import type { KeyedValue, Store, Table } from '../../store.ts';
import type { RowRange } from './row-key.ts';

export interface PageOptions {
  /** Rows of the next page: a number, or asked before each. */
  pageRows: number | (() => number);
  reverse?: boolean;
}

/** Rows of a range in order, a page at a time, so that a large table is never in memory as a whole. */
export async function* rowPages<T>(
  store: Store,
  table: Table<T>,
  { gte, lt }: RowRange,
  { pageRows, reverse = false }: PageOptions,
): AsyncGenerator<KeyedValue<T>[]> {
  let range: { gte?: Uint8Array; gt?: Uint8Array; lt: Uint8Array } = { gte, lt };
  for (;;) {
    const limit = typeof pageRows === 'number' ? pageRows : pageRows();
    const page: KeyedValue<T>[] = await store.scanRange(table, { ...range, reverse, limit });
    const last = page.at(-1);
    if (!last) return;
    yield page;
    if (page.length < limit) return;
    range = reverse ? { gte, lt: last.key } : { gt: last.key, lt };
  }
}
