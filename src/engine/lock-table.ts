import type { StorageKey } from './backing.ts';

/** Exclusive locks on keys, whether rows exist there or not; first come, first served. */
export class LockTable {
  /** A held lock and those who wait for it. */
  readonly #held = new Map<StorageKey, (() => void)[]>();

  /** @param keys sorted and without repetition: every caller taking its locks in one order is what prevents deadlock */
  async acquire(keys: readonly StorageKey[]): Promise<void> {
    for (const key of keys) {
      const waiting = this.#held.get(key);
      if (waiting) await new Promise<void>((resolve) => waiting.push(resolve));
      else this.#held.set(key, []);
    }
  }

  release(keys: readonly StorageKey[]): void {
    for (const key of keys) {
      const next = this.#held.get(key)?.shift();
      if (next) next();
      else this.#held.delete(key);
    }
  }
}
