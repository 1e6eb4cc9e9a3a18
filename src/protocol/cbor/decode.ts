/**
 * CBOR (RFC 8949) as rpc-v2-cbor uses it, read strictly: depth and lengths are checked against what
 * has really arrived before anything is allocated.
 */
import { isUtf8 } from 'node:buffer';
import { setKey } from '../record-key.ts';
import { dateFromEpochSeconds } from '../scalar.ts';
import { serializationError } from '../serialization-error.ts';
import { MAX_DEPTH } from '../value-reader.ts';

const BREAK = Symbol('break');
const INDEFINITE = 31;
const EPOCH_TAG = 1;

interface Cursor {
  readonly bytes: Buffer;
  at: number;
}

/**
 * @returns plain values; byte strings as Buffer, tag 1 as Date, other tags as their content
 * @throws SerializationException (400)
 */
export function decodeCbor(bytes: Buffer): unknown {
  const cursor = { bytes, at: 0 };
  const value = readItem(cursor, 0);
  if (value === BREAK) throw malformed('an unexpected break');
  if (cursor.at !== bytes.length) throw malformed('bytes after the value');
  return value;
}

function readItem(cursor: Cursor, depth: number): unknown {
  if (depth > MAX_DEPTH) throw serializationError('The request is nested too deeply.');
  const initial = take(cursor, 1)[0] ?? 0;
  const major = initial >> 5;
  const minor = initial & 0x1f;
  if (major === 7) return readSimple(cursor, minor);
  if (minor === INDEFINITE) return readIndefinite(cursor, major, depth);
  const argument = readArgument(cursor, minor);
  switch (major) {
    case 0:
      return argument;
    case 1:
      return -1 - argument;
    case 2:
      return take(cursor, argument);
    case 3:
      return toText(take(cursor, argument));
    case 4:
      return readArray(cursor, argument, depth);
    case 5:
      return readMap(cursor, argument, depth);
    default:
      return readTagged(cursor, argument, depth);
  }
}

function take(cursor: Cursor, count: number): Buffer {
  const end = cursor.at + count;
  if (end > cursor.bytes.length) throw malformed('an early end');
  const taken = cursor.bytes.subarray(cursor.at, end);
  cursor.at = end;
  return taken;
}

function readArgument(cursor: Cursor, minor: number): number {
  if (minor < 24) return minor;
  switch (minor) {
    case 24:
      return take(cursor, 1).readUInt8();
    case 25:
      return take(cursor, 2).readUInt16BE();
    case 26:
      return take(cursor, 4).readUInt32BE();
    case 27:
      return Number(take(cursor, 8).readBigUInt64BE());
    default:
      throw malformed('a reserved length');
  }
}

function readSimple(cursor: Cursor, minor: number): unknown {
  switch (minor) {
    case 20:
      return false;
    case 21:
      return true;
    case 22:
    case 23:
      return null;
    case 25:
      return halfToNumber(take(cursor, 2).readUInt16BE());
    case 26:
      return take(cursor, 4).readFloatBE();
    case 27:
      return take(cursor, 8).readDoubleBE();
    case INDEFINITE:
      return BREAK;
    default:
      throw malformed('an unknown simple value');
  }
}

function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent ? sign * 2 ** (exponent - 25) * (1024 + fraction) : sign * 2 ** -24 * fraction;
}

function readArray(cursor: Cursor, count: number, depth: number): unknown[] {
  const items: unknown[] = [];
  for (let index = 0; index < count; index++) items.push(definite(readItem(cursor, depth + 1)));
  return items;
}

function readMap(cursor: Cursor, count: number, depth: number): Record<string, unknown> {
  const map: Record<string, unknown> = {};
  for (let index = 0; index < count; index++) {
    const key = readItem(cursor, depth + 1);
    if (typeof key !== 'string') throw malformed('a key that is not text');
    setKey(map, key, definite(readItem(cursor, depth + 1)));
  }
  return map;
}

function readIndefinite(cursor: Cursor, major: number, depth: number): unknown {
  const items: unknown[] = [];
  for (let item = readItem(cursor, depth + 1); item !== BREAK; item = readItem(cursor, depth + 1)) {
    items.push(item);
  }
  if (major === 4) return items;
  if (major === 5) return pairUp(items);
  if (major === 2 && items.every((each) => Buffer.isBuffer(each))) return Buffer.concat(items);
  if (major === 3 && items.every((each) => typeof each === 'string')) return items.join('');
  throw malformed('an indefinite length where none may be');
}

function pairUp(items: readonly unknown[]): Record<string, unknown> {
  if (items.length % 2 !== 0) throw malformed('a key without a value');
  const map: Record<string, unknown> = {};
  for (let index = 0; index < items.length; index += 2) {
    const key = items[index];
    if (typeof key !== 'string') throw malformed('a key that is not text');
    setKey(map, key, items[index + 1]);
  }
  return map;
}

function readTagged(cursor: Cursor, tag: number, depth: number): unknown {
  const content = definite(readItem(cursor, depth + 1));
  if (tag !== EPOCH_TAG) return content;
  if (typeof content !== 'number') throw malformed('a timestamp that is not a number');
  return dateFromEpochSeconds(content);
}

function definite(item: unknown): unknown {
  if (item === BREAK) throw malformed('an unexpected break');
  return item;
}

function toText(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw malformed('text that is not UTF-8');
  return bytes.toString('utf8');
}

function malformed(what: string): Error {
  return serializationError(`The request body is not valid CBOR: ${what}.`);
}
