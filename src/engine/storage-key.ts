/** How the `part` and `key` of the interface become one key of the store: the encoded part, then the key. */
import type { StorageKey, StorageRange } from './backing.ts';
import type { Key, KeyRef, Range } from './interface.ts';
import { encodeKey } from './key.ts';
import { MAX_KEY_BYTES } from './limits.ts';

/** Parts repeat on every call; hostile account ids must not grow the cache for ever. */
const CACHED_PARTS = 10_000;
const prefixes = new Map<string, string>();

/** @throws RangeError when the key is longer than `MAX_KEY_BYTES` */
export function toStorageKey(ref: KeyRef): StorageKey {
  const key = partPrefix(ref.part) + binary(ref.key);
  if (key.length > MAX_KEY_BYTES)
    throw new RangeError(
      `A key in ${ref.part.slice(0, 100)} has ${key.length} bytes; ${MAX_KEY_BYTES} is the most.`,
    );
  return key;
}

/** The key inside its part, as the caller gave it. */
export function toKey(part: string, key: StorageKey): Key {
  return Buffer.from(key.slice(partPrefix(part).length), 'latin1');
}

export function toStorageRange(range: Range): StorageRange {
  const prefix = partPrefix(range.part);
  // Appending a zero byte gives the very next key: the way from exclusive to inclusive and back.
  let from = prefix;
  if (range.gte) from = prefix + binary(range.gte);
  if (range.gt) from = later(from, `${prefix}${binary(range.gt)}\0`);
  let to = `${prefix}\xff`;
  if (range.lt) to = prefix + binary(range.lt);
  if (range.lte) to = earlier(to, `${prefix}${binary(range.lte)}\0`);
  return {
    from,
    to,
    reverse: range.reverse ?? false,
    limit: range.limit ?? Number.POSITIVE_INFINITY,
  };
}

function partPrefix(part: string): string {
  let prefix = prefixes.get(part);
  if (prefix === undefined) {
    if (prefixes.size >= CACHED_PARTS) prefixes.clear();
    prefix = binary(encodeKey([part]));
    prefixes.set(part, prefix);
  }
  return prefix;
}

function binary(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}
