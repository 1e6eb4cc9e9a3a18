/**
 * Where items and index entries are stored. An item collection, all items of one partition key, is one
 * range of rows, ordered by sort key; collections are ordered by a hash of their partition key, as on
 * AWS, which is what lets a Scan be split into segments.
 */
import { crc32 } from 'node:zlib';
import { encodeKey, type KeyPart, prefixEnd } from '../../../engine/key.ts';
import type { KeyAttribute, KeyTest, QueryRange } from '../expressions/key-condition.ts';
import { type IndexRecord, keyAttributes, type TableRecord } from '../tables/table.ts';
import { type AttributeValue, attributeOf, type Item } from '../values/attribute-value.ts';
import { encodeNumber } from '../values/decimal.ts';

const HASH_BYTES = 4;
const HASHES = 2 ** (8 * HASH_BYTES);

/** One value of a key as a part of a row's key, in AWS's order: numbers by value, strings and bytes bytewise. */
export function toKeyPart(value: AttributeValue): KeyPart {
  return value.S ?? value.B ?? encodeNumber(value.N!);
}

function hashOf(part: KeyPart): Uint8Array {
  return toHashBytes(crc32(typeof part === 'string' ? part : Buffer.from(part as Uint8Array)));
}

function toHashBytes(hash: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(HASH_BYTES);
  bytes.writeUInt32BE(hash);
  return bytes;
}

/** @param item an item or its key, valid for the table */
export function itemKey(table: TableRecord, item: Item): KeyPart[] {
  return [table.rowsId, ...collectionKey(table.keys, item)];
}

/**
 * @returns undefined when the item is not in the index: it lacks one of its keys, or has had something
 * of another type there since before there was the index
 */
export function entryKey(
  table: TableRecord,
  index: IndexRecord,
  item: Item,
): KeyPart[] | undefined {
  const isIn = typedKeys(table, index).every(({ name, type }) => {
    const content = attributeOf(item, name)?.[type as 'S'];
    return content !== undefined && content.length > 0;
  });
  if (!isIn) return undefined;
  const tableParts = table.keys.map((name) => toKeyPart(item[name]!));
  return [index.rowsId, ...collectionKey(index.keys, item), ...tableParts];
}

const typedKeyCache = new WeakMap<IndexRecord, KeyAttribute[]>();

function typedKeys(table: TableRecord, index: IndexRecord): KeyAttribute[] {
  let keys = typedKeyCache.get(index);
  if (!keys) typedKeyCache.set(index, (keys = keyAttributes(table, index.keys)));
  return keys;
}

function collectionKey(keys: readonly string[], item: Item): KeyPart[] {
  const parts = keys.map((name) => toKeyPart(item[name]!));
  return [hashOf(parts[0]!), ...parts];
}

export interface RowRange {
  gte: Uint8Array;
  lt: Uint8Array;
}

/** The rows that a Query may return. */
export function queryRange(rowsId: string, { hash, sort }: QueryRange): RowRange {
  const part = toKeyPart(hash);
  const prefix = [rowsId, hashOf(part), part];
  const collection = encodeKey(prefix);
  const whole = { gte: collection, lt: prefixEnd(collection) };
  return sort ? sortRange(prefix, whole, sort) : whole;
}

function sortRange(prefix: KeyPart[], whole: RowRange, { operator, values }: KeyTest): RowRange {
  const from = encodeKey([...prefix, toKeyPart(values[0]!)]);
  switch (operator) {
    case '=':
      return { gte: from, lt: prefixEnd(from) };
    case '<':
      return { ...whole, lt: from };
    case '<=':
      return { ...whole, lt: prefixEnd(from) };
    case '>':
      return { ...whole, gte: prefixEnd(from) };
    case '>=':
      return { ...whole, gte: from };
    case 'BETWEEN':
      return { gte: from, lt: prefixEnd(encodeKey([...prefix, toKeyPart(values[1]!)])) };
    default: {
      // Without the byte that ends the part, what is left is the beginning of all that begins so.
      const open = from.subarray(0, -1);
      return { gte: open, lt: successor(open) };
    }
  }
}

/** The first bytes after all that begin with these, which are not all 0xff: they begin with the kind of a part. */
function successor(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (bytes[end - 1] === 0xff) end--;
  const next = Buffer.from(bytes.subarray(0, end));
  next[end - 1]! += 1;
  return next;
}

/** The rows of one of `total` segments of a table or an index. */
export function segmentRange(rowsId: string, segment: number, total: number): RowRange {
  const all = encodeKey([rowsId]);
  const boundary = (index: number): Uint8Array =>
    encodeKey([rowsId, toHashBytes(Math.floor((HASHES / total) * index))]);
  return {
    gte: segment === 0 ? all : boundary(segment),
    lt: segment === total - 1 ? prefixEnd(all) : boundary(segment + 1),
  };
}
