import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeKey, encodeKey, type KeyPart, prefixEnd } from './key.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  // Few characters, among them the separators, so that common prefixes are common.
  fc.string({ unit: fc.constantFrom('\0', 'a', 'b', '\u00ff', '\u{10ffff}'), maxLength: 5 }),
);
const bytes = fc
  .array(fc.constantFrom(0, 1, 0x61, 0xfe, 0xff), { maxLength: 5 })
  .map((raw) => Buffer.from(raw));
const number = fc.oneof(
  fc.double({ noNaN: true }).map((value) => value + 0),
  fc.integer({ min: -3, max: 3 }),
);
const part: fc.Arbitrary<KeyPart> = fc.oneof(fc.constant(null), fc.boolean(), number, text, bytes);
const tuple = fc.array(part, { maxLength: 4 });

const KINDS = ['null', 'boolean', 'number', 'string', 'bytes'];

function kindOf(value: KeyPart): string {
  if (value === null) return 'null';
  return value instanceof Uint8Array ? 'bytes' : typeof value;
}

function compareParts(a: KeyPart, b: KeyPart): number {
  if (kindOf(a) !== kindOf(b)) return KINDS.indexOf(kindOf(a)) - KINDS.indexOf(kindOf(b));
  if (typeof a === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b as string));
  if (a instanceof Uint8Array) return Buffer.compare(a, b as Uint8Array);
  return Number(a) < Number(b) ? -1 : Number(Number(a) > Number(b));
}

/** The definition: part by part, and a shorter tuple before those it begins. */
function compareTuples(a: readonly KeyPart[], b: readonly KeyPart[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compareParts(a[i] as KeyPart, b[i] as KeyPart);
    if (order !== 0) return Math.sign(order);
  }
  return Math.sign(a.length - b.length);
}

function outcomeOf(task: () => unknown): string {
  try {
    task();
    return 'decoded';
  } catch (error) {
    return (error as Error).name;
  }
}

describe('a key', () => {
  it('sorts as its tuple does', () => {
    fc.assert(
      fc.property(tuple, tuple, (a, b) => {
        expect(Buffer.compare(encodeKey(a), encodeKey(b))).toBe(compareTuples(a, b));
      }),
      { numRuns: 5000 },
    );
  });

  it('gives its tuple back', () => {
    fc.assert(
      fc.property(tuple, (parts) => {
        expect(decodeKey(encodeKey(parts))).toEqual(parts);
      }),
      { numRuns: 2000 },
    );
  });

  it('lies in the range of a prefix exactly when its tuple begins with it', () => {
    fc.assert(
      fc.property(tuple, tuple, (prefix, parts) => {
        const from = encodeKey(prefix);
        for (const candidate of [parts, [...prefix, ...parts]]) {
          const key = encodeKey(candidate);
          const inside = Buffer.compare(key, from) >= 0 && Buffer.compare(key, prefixEnd(from)) < 0;
          const begins =
            candidate.length >= prefix.length &&
            compareTuples(candidate.slice(0, prefix.length), prefix) === 0;
          expect(inside).toBe(begins);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('is decoded or refused, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 24 }), (raw) => {
        expect(outcomeOf(() => decodeKey(raw))).toBeOneOf(['decoded', 'TypeError']);
      }),
      { numRuns: 3000 },
    );
  });

  it('holds parts of any length', () => {
    const parts = ['x'.repeat(100_000), Buffer.alloc(50_000), 'é'.repeat(10_000)];
    expect(decodeKey(encodeKey(parts))).toEqual(parts);
  });

  it('does not share memory with the next key', () => {
    const first = encodeKey(['first']);
    encodeKey(['other']);
    expect(decodeKey(first)).toEqual(['first']);
  });

  it('refuses what has no place in the order', () => {
    expect(() => encodeKey([Number.NaN])).toThrow(TypeError);
    expect(() => encodeKey([undefined as never])).toThrow(TypeError);
    expect(() => encodeKey([{} as never])).toThrow(TypeError);
  });

  it('stores a lone surrogate as U+FFFD', () => {
    expect(decodeKey(encodeKey(['a\ud800']))).toEqual(['a\ufffd']);
    expect(decodeKey(encodeKey(['\0\ud800']))).toEqual(['\0\ufffd']);
  });
});
