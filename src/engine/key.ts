/** Order-preserving tuple encoding: the bytes of two keys compare as their tuples do, part by part. */

/** Order between kinds: null < boolean < number < string < bytes. */
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

/** Every part ends in a way that makes no key a prefix of another key's sibling: `['a']` < `['a','b']` < `['aa']`. */
export function encodeKey(parts: readonly KeyPart[]): Uint8Array {
  const chunks: Uint8Array[] = parts.map(encodePart);
  return Buffer.concat(chunks);
}

function encodePart(part: KeyPart): Uint8Array {
  if (part === null) return Uint8Array.of(NULL);
  if (typeof part === 'boolean') return Uint8Array.of(part ? TRUE : FALSE);
  if (typeof part === 'number') return encodeNumber(part);
  if (typeof part === 'string') return encodeBytes(STRING, Buffer.from(part, 'utf8'));
  return encodeBytes(BYTES, part);
}

function encodeNumber(value: number): Uint8Array {
  if (Number.isNaN(value)) throw new TypeError('NaN cannot be part of a key.');
  const out = Buffer.allocUnsafe(9);
  out[0] = NUMBER;
  out.writeDoubleBE(value === 0 ? 0 : value, 1);
  // IEEE 754 sorts as an unsigned integer once the sign bit is flipped, or all bits of a negative.
  if (out[1]! & 0x80) for (let i = 1; i < 9; i++) out[i] = ~out[i]! & 0xff;
  else out[1]! |= 0x80;
  return out;
}

function encodeBytes(kind: number, raw: Uint8Array): Uint8Array {
  let zeros = 0;
  for (const byte of raw) if (byte === 0) zeros++;
  const out = Buffer.allocUnsafe(raw.length + zeros + 2);
  let at = 0;
  out[at++] = kind;
  for (const byte of raw) {
    out[at++] = byte;
    if (byte === 0) out[at++] = ESCAPE;
  }
  out[at] = END;
  return out;
}

export function decodeKey(key: Uint8Array): KeyPart[] {
  const bytes = Buffer.from(key.buffer, key.byteOffset, key.byteLength);
  const parts: KeyPart[] = [];
  let at = 0;
  while (at < bytes.length) {
    const kind = bytes[at++];
    if (kind === NULL) parts.push(null);
    else if (kind === FALSE || kind === TRUE) parts.push(kind === TRUE);
    else if (kind === NUMBER) {
      const raw = Buffer.from(bytes.subarray(at, at + 8));
      if (raw[0]! & 0x80) raw[0]! &= 0x7f;
      else for (let i = 0; i < 8; i++) raw[i] = ~raw[i]! & 0xff;
      parts.push(raw.readDoubleBE(0));
      at += 8;
    } else if (kind === STRING || kind === BYTES) {
      const raw: number[] = [];
      for (; bytes[at] !== END || bytes[at + 1] === ESCAPE; at++) {
        if (at >= bytes.length) throw new TypeError('The key ends inside a part.');
        raw.push(bytes[at]!);
        if (bytes[at] === 0) at++;
      }
      at++;
      const content = Buffer.from(raw);
      parts.push(kind === STRING ? content.toString('utf8') : content);
    } else throw new TypeError(`Byte 0x${kind?.toString(16)} does not begin a key part.`);
  }
  return parts;
}

/** The first key after every key that begins with `prefix`. */
export function prefixEnd(prefix: Uint8Array): Uint8Array {
  // No part begins with 0xff, so this is past all of them.
  return Buffer.concat([prefix, Uint8Array.of(0xff)]);
}
