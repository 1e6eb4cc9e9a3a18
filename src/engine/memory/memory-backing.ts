import type { Backing } from '../backing.ts';
import { SortedMap } from './sorted-map.ts';

/** Rows in memory, gone with the process; for tests and `--ephemeral`. */
export function openMemoryBacking(): Backing {
  const rows = new SortedMap();
  return {
    get: (key) => rows.get(key),
    scan: (range) => rows.scan(range),
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
