/**
 * Order-preserving tuple encoding: the bytes of two keys compare as their tuples do, part by part.
 * A part is one byte for its kind, then its content; strings and bytes end with 0x00, and a 0x00
 * inside them is followed by 0xff.
 */

/**
 * Order between kinds: null < boolean < number < string < bytes. Strings compare by their UTF-8 bytes, as
 * in DynamoDB and S3; a lone surrogate, which UTF-8 does not have, is stored as U+FFFD. -0 is stored as 0.
 */
export type KeyPart = null | boolean | number | string | Uint8Array;

const NULL = 0x02;
const FALSE = 0x03;
const TRUE = 0x04;
const NUMBER = 0x05;
const STRING = 0x06;
const BYTES = 0x07;
const END = 0x00;
/** Follows a 0x00 inside a string or bytes part, so that END is unambiguous and sorts first. */
const ESCAPE = 0xff;

const NUMBER_BYTES = 8;
/** Most keys are short; one buffer serves all of them. */
let scratch = Buffer.allocUnsafe(1024);

/**
 * Every part ends in a way that makes no key a prefix of another key's sibling: `['a']` < `['a','b']` < `['aa']`.
 * @throws TypeError for NaN and for what is not a `KeyPart`
 */
export function encodeKey(parts: readonly KeyPart[]): Uint8Array {
  let at = 0;
  for (const part of parts) {
    reserve(at, part);
    if (typeof part === 'string') at = writeString(part, at);
    else if (typeof part === 'number') at = writeNumber(part, at);
    else if (typeof part === 'boolean') scratch[at++] = part ? TRUE : FALSE;
    else if (part === null) scratch[at++] = NULL;
    else if (part instanceof Uint8Array) at = writeBytes(BYTES, part, at);
    else throw new TypeError(`A ${typeof part} cannot be part of a key.`);
  }
  return Buffer.from(scratch.subarray(0, at));
}

/** Makes room for the longest form of a part: a character takes at most 3 bytes, an escaped byte 2. */
function reserve(at: number, part: KeyPart): void {
  const content =
    typeof part === 'string' || part instanceof Uint8Array ? part.length * 3 : NUMBER_BYTES;
  if (at + content + 2 <= scratch.length) return;
  const larger = Buffer.allocUnsafe((at + content + 2) * 2);
  scratch.copy(larger, 0, 0, at);
  scratch = larger;
}

function writeString(text: string, at: number): number {
  if (text.includes('\0')) return writeBytes(STRING, Buffer.from(text, 'utf8'), at);
  scratch[at] = STRING;
  const end = at + 1 + scratch.write(text, at + 1, 'utf8');
  scratch[end] = END;
  return end + 1;
}

function writeBytes(kind: number, raw: Uint8Array, from: number): number {
  let at = from;
  scratch[at++] = kind;
  for (const byte of raw) {
    scratch[at++] = byte;
    if (byte === END) scratch[at++] = ESCAPE;
  }
  scratch[at++] = END;
  return at;
}

function writeNumber(value: number, at: number): number {
  if (Number.isNaN(value)) throw new TypeError('NaN cannot be part of a key.');
  scratch[at] = NUMBER;
  scratch.writeDoubleBE(value === 0 ? 0 : value, at + 1);
  // IEEE 754 sorts as an unsigned integer once the sign bit is flipped, or all bits of a negative.
  if (value < 0) invert(scratch, at + 1);
  else (scratch[at + 1] as number) |= 0x80;
  return at + 1 + NUMBER_BYTES;
}

function invert(bytes: Buffer, at: number): void {
  for (let i = at; i < at + NUMBER_BYTES; i++) bytes[i] = ~(bytes[i] as number) & 0xff;
}

/** @throws TypeError when `key` was not made by `encodeKey` */
export function decodeKey(key: Uint8Array): KeyPart[] {
  const bytes = Buffer.from(key.buffer, key.byteOffset, key.byteLength);
  const parts: KeyPart[] = [];
  for (let at = 0; at < bytes.length;) {
    const kind = bytes[at++] as number;
    if (kind === NULL) parts.push(null);
    else if (kind === FALSE || kind === TRUE) parts.push(kind === TRUE);
    else if (kind === NUMBER) {
      parts.push(readNumber(bytes, at));
      at += NUMBER_BYTES;
    } else if (kind === STRING || kind === BYTES) {
      const end = endOf(bytes, at);
      const content = unescape(bytes.subarray(at, end));
      parts.push(kind === STRING ? content.toString('utf8') : content);
      at = end + 1;
    } else throw new TypeError(`Byte 0x${kind.toString(16)} does not begin a key part.`);
  }
  return parts;
}

function readNumber(bytes: Buffer, at: number): number {
  if (at + NUMBER_BYTES > bytes.length) throw new TypeError('The key ends inside a part.');
  const raw = Buffer.from(bytes.subarray(at, at + NUMBER_BYTES));
  if ((raw[0] as number) & 0x80) (raw[0] as number) &= 0x7f;
  else invert(raw, 0);
  return raw.readDoubleBE(0);
}

/** Where the part that begins at `from` has its END. */
function endOf(bytes: Buffer, from: number): number {
  let end = bytes.indexOf(END, from);
  while (end >= 0 && bytes[end + 1] === ESCAPE) end = bytes.indexOf(END, end + 2);
  if (end < 0) throw new TypeError('The key ends inside a part.');
  return end;
}

/** A copy, so that what was decoded does not keep a page of the store alive. */
function unescape(content: Buffer): Buffer {
  const plain = Buffer.from(content);
  let length = 0;
  for (let at = 0; at < content.length; at++) {
    const byte = content[at] as number;
    plain[length++] = byte;
    if (byte === END) at++;
  }
  return plain.subarray(0, length);
}

/** The first key after every key that begins with `prefix`, a key of whole parts. */
export function prefixEnd(prefix: Uint8Array): Uint8Array {
  // No part begins with 0xff, so this is past all of them.
  return Buffer.concat([prefix, Uint8Array.of(0xff)]);
}
