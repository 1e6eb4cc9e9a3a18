import type { Backing, StorageKey, StorageRange, StorageRow } from './backing.ts';

/** A transaction's own writes, laid over what is stored. */
export class Overlay {
  readonly writes = new Map<StorageKey, Uint8Array | undefined>();
  readonly #backing: Backing;

  constructor(backing: Backing) {
    this.#backing = backing;
  }

  get(key: StorageKey): Uint8Array | undefined {
    return this.writes.has(key) ? this.writes.get(key) : this.#backing.get(key);
  }

  scan(range: StorageRange): StorageRow[] {
    const own = [...this.writes].filter(([key]) => key >= range.from && key < range.to);
    if (own.length === 0) return this.#backing.scan(range);
    own.sort(([a], [b]) => (a < b !== range.reverse ? -1 : 1));
    // Each own write hides at most one stored row, so this many are enough to fill the limit.
    const stored = this.#backing.scan({ ...range, limit: range.limit + own.length });
    return merge(stored, own, range);
  }
}

function merge(
  stored: readonly StorageRow[],
  own: readonly [StorageKey, Uint8Array | undefined][],
  range: StorageRange,
): StorageRow[] {
  const rows: StorageRow[] = [];
  let s = 0;
  let o = 0;
  while (rows.length < range.limit) {
    const row = stored[s];
    const write = own[o];
    if (!row && !write) break;
    if (row && (!write || (row.key !== write[0] && row.key < write[0] !== range.reverse))) {
      rows.push(row);
      s++;
    } else if (write) {
      if (row?.key === write[0]) s++;
      if (write[1]) rows.push({ key: write[0], value: write[1] });
      o++;
    }
  }
  return rows;
}
