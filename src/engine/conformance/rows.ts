/** Short names for rows, for the conformance suite. */
import type { KeyRef, Row } from '../interface.ts';
import { decodeKey, encodeKey, type KeyPart } from '../key.ts';

export const PART = 'test/rows/000000000000/us-east-1';

export function row(...key: KeyPart[]): KeyRef {
  return { part: PART, key: encodeKey(key) };
}

export function bytes(text: string): Buffer {
  return Buffer.from(text);
}

export function text(value: Uint8Array | undefined): string | undefined {
  return value && Buffer.from(value).toString();
}

/** The first part of each key. */
export function names(rows: readonly Row[]): KeyPart[] {
  return rows.map((each) => decodeKey(each.key)[0] as KeyPart);
}
