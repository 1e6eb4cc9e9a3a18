import type { StorageKey, StorageRange, StorageRow } from '../backing.ts';

/** Halved when it grows beyond this; small enough that inserting into one is a short memory move. */
const BLOCK_ROWS = 512;

interface Block {
  keys: StorageKey[];
  values: Uint8Array[];
}

/** Rows in key order, in a list of short sorted blocks: a B+-tree of two levels. */
export class SortedMap {
  #blocks: Block[] = [{ keys: [], values: [] }];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(key: StorageKey): Uint8Array | undefined {
    const block = this.#blocks[this.#blockOf(key)] as Block;
    const index = lowerBound(block.keys, key);
    return block.keys[index] === key ? block.values[index] : undefined;
  }

  set(key: StorageKey, value: Uint8Array): void {
    const at = this.#blockOf(key);
    const block = this.#blocks[at] as Block;
    const index = lowerBound(block.keys, key);
    if (block.keys[index] === key) {
      block.values[index] = value;
      return;
    }
    block.keys.splice(index, 0, key);
    block.values.splice(index, 0, value);
    this.#size++;
    if (block.keys.length > BLOCK_ROWS) this.#split(at, block);
  }

  delete(key: StorageKey): void {
    const at = this.#blockOf(key);
    const block = this.#blocks[at] as Block;
    const index = lowerBound(block.keys, key);
    if (block.keys[index] !== key) return;
    block.keys.splice(index, 1);
    block.values.splice(index, 1);
    this.#size--;
    if (block.keys.length === 0 && this.#blocks.length > 1) this.#blocks.splice(at, 1);
  }

  clear(): void {
    this.#blocks = [{ keys: [], values: [] }];
    this.#size = 0;
  }

  scan(range: StorageRange): StorageRow[] {
    return range.reverse ? this.#descend(range) : this.#ascend(range);
  }

  #ascend({ from, to, limit }: StorageRange): StorageRow[] {
    const rows: StorageRow[] = [];
    let at = this.#blockOf(from);
    let index = lowerBound((this.#blocks[at] as Block).keys, from);
    for (let block = this.#blocks[at]; block; block = this.#blocks[++at], index = 0) {
      for (; index < block.keys.length; index++) {
        const key = block.keys[index] as StorageKey;
        if (rows.length >= limit || key >= to) return rows;
        rows.push({ key, value: block.values[index] as Uint8Array });
      }
    }
    return rows;
  }

  #descend({ from, to, limit }: StorageRange): StorageRow[] {
    const rows: StorageRow[] = [];
    let at = this.#blockOf(to);
    let index = lowerBound((this.#blocks[at] as Block).keys, to) - 1;
    for (let block = this.#blocks[at]; block;) {
      for (; index >= 0; index--) {
        const key = block.keys[index] as StorageKey;
        if (rows.length >= limit || key < from) return rows;
        rows.push({ key, value: block.values[index] as Uint8Array });
      }
      block = this.#blocks[--at];
      index = (block?.keys.length ?? 0) - 1;
    }
    return rows;
  }

  #split(at: number, block: Block): void {
    const middle = block.keys.length >> 1;
    const upper = { keys: block.keys.splice(middle), values: block.values.splice(middle) };
    this.#blocks.splice(at + 1, 0, upper);
  }

  /** The last block whose first key is not after `key`; the first block if there is none. */
  #blockOf(key: StorageKey): number {
    let low = 0;
    let high = this.#blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (((this.#blocks[middle] as Block).keys[0] as StorageKey) <= key) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** The index of the first key that is not before `key`. */
function lowerBound(keys: readonly StorageKey[], key: StorageKey): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] as StorageKey) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
