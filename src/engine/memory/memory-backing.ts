import type { Backing } from '../backing.ts';
import { SortedMap } from './sorted-map.ts';

/** Rows in memory, gone with the process; for tests and `--ephemeral`. */
export function openMemoryBacking(): Backing {
  const rows = new SortedMap();
  return {
    get: (key) => copy(rows.get(key)),
    scan: (range) => rows.scan(range).map(({ key, value }) => ({ key, value: Buffer.from(value) })),
    async commit(batch) {
      for (const [key, value] of batch) {
        if (value) rows.set(key, value);
        else rows.delete(key);
      }
    },
    async clear() {
      rows.clear();
    },
    async close() {
      rows.clear();
    },
  };
}

function copy(value: Uint8Array | undefined): Uint8Array | undefined {
  return value && Buffer.from(value);
}
