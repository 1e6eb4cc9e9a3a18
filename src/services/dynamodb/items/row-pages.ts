import type { KeyedValue, Store, Table } from '../../store.ts';
import type { RowRange } from './row-key.ts';

/** Rows of a range in order, a page at a time, so that a large table is never in memory as a whole. */
export async function* rowPages<T>(
  store: Store,
  table: Table<T>,
  { gte, lt }: RowRange,
  options: { pageRows: number; reverse?: boolean },
): AsyncGenerator<KeyedValue<T>[]> {
  const { pageRows, reverse = false } = options;
  let range: { gte?: Uint8Array; gt?: Uint8Array; lt: Uint8Array } = { gte, lt };
  for (;;) {
    const page: KeyedValue<T>[] = await store.scanRange(table, {
      ...range,
      reverse,
      limit: pageRows,
    });
    const last = page.at(-1);
    if (!last) return;
    yield page;
    if (page.length < pageRows) return;
    range = reverse ? { gte, lt: last.key } : { gt: last.key, lt };
  }
}
