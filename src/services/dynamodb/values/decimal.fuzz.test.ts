import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  addNumbers,
  canonicalNumber,
  compareNumbers,
  encodeNumber,
  numberSizeBytes,
} from './decimal.ts';

/** Up to `digits` digits with a decimal point somewhere, as an exact integer and its scale. */
const numbers = (digits: number): fc.Arbitrary<{ text: string; value: bigint }> =>
  fc
    .tuple(
      fc.bigInt(-(10n ** BigInt(digits)) + 1n, 10n ** BigInt(digits) - 1n),
      fc.integer({ min: -60, max: 60 }),
    )
    .map(([integer, exponent]) => ({
      text: `${integer}e${exponent}`,
      value: integer * 10n ** BigInt(exponent + 60),
    }));

it('orders numbers as their exact values, in memory and as bytes', () => {
  fc.assert(
    fc.property(numbers(38), numbers(38), (a, b) => {
      const wanted = a.value < b.value ? -1 : Number(a.value > b.value);
      expect(Math.sign(compareNumbers(a.text, b.text))).toBe(wanted);
      expect(Math.sign(Buffer.compare(encodeNumber(a.text), encodeNumber(b.text)))).toBe(wanted);
    }),
  );
});

it('orders numbers that are close to each other', () => {
  const close = fc
    .integer({ min: -1200, max: 1200 })
    .map((value) => ({ value, text: String(value / 100) }));
  fc.assert(
    fc.property(close, close, (a, b) => {
      const order = Math.sign(Buffer.compare(encodeNumber(a.text), encodeNumber(b.text)));
      expect(order).toBe(Math.sign(a.value - b.value));
    }),
  );
});

it('adds and subtracts exactly', () => {
  fc.assert(
    fc.property(numbers(15), numbers(15), (a, b) => {
      let sum;
      try {
        sum = addNumbers(a.text, b.text);
      } catch (error) {
        expect(String(error)).toContain('more than 38 significant digits');
        return;
      }
      expect(compareNumbers(sum, `${a.value + b.value}e-60`)).toBe(0);
      expect(addNumbers(sum, b.text, '-')).toBe(canonicalNumber(a.text));
    }),
  );
});

it('has one text for each number', () => {
  fc.assert(
    fc.property(numbers(38), ({ text }) => {
      const canonical = canonicalNumber(text);
      expect(canonical).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/);
      expect(canonicalNumber(canonical)).toBe(canonical);
    }),
  );
});

it.each([
  ['1e3', '1000'],
  ['-0', '0'],
  ['+5', '5'],
  ['000.0100', '0.01'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['9.9999999999999999999999999999999999999e125', `${'9'.repeat(38)}${'0'.repeat(88)}`],
  ['-1e-130', `-0.${'0'.repeat(129)}1`],
])('writes %s as %s', (text, canonical) => {
  expect(canonicalNumber(text)).toBe(canonical);
});

it.each([
  ['', 'The parameter cannot be converted to a numeric value'],
  ['abc', 'The parameter cannot be converted to a numeric value: abc'],
  ['1_0', 'The parameter cannot be converted to a numeric value: 1_0'],
  ['.', 'The parameter cannot be converted to a numeric value: .'],
  ['NaN', 'The parameter cannot be converted to a numeric value: NaN'],
  [
    '1e126',
    'Number overflow. Attempting to store a number with magnitude larger than supported range',
  ],
  [
    '1e-131',
    'Number underflow. Attempting to store a number with magnitude smaller than supported range',
  ],
  [
    '1e999999999',
    'Number overflow. Attempting to store a number with magnitude larger than supported range',
  ],
  ['1'.repeat(39), 'Attempting to store more than 38 significant digits in a Number'],
])('refuses %j', (text, message) => {
  expect(() => canonicalNumber(text)).toThrow(message);
});

/** Measured on AWS to the byte (August 2026), by items of exactly 400 KB. */
it.each([
  ['0', 1],
  ['-0', 1],
  ['1', 2],
  ['12', 2],
  ['123', 3],
  ['1234', 3],
  ['12345678901234567890123456789012345678', 20],
  ['0042', 2],
  ['100', 2],
  ['1010', 3],
  ['0.0000001', 2],
  ['1E125', 2],
  ['1E-100', 2],
  ['1.5', 3],
  ['15', 2],
  ['1.200', 3],
  ['1.234', 4],
  ['3.14159', 5],
  ['123456', 4],
  ['100.5', 4],
  ['0.15', 2],
  ['-42', 3],
])('counts %s as %i bytes', (text, size) => {
  expect(numberSizeBytes(text)).toBe(size);
});
