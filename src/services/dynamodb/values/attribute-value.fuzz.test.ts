import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type AttributeValue, compareUtf8, equalValues } from './attribute-value.ts';
import { itemSizeBytes } from './item-size.ts';
import { validItem, validValue } from './validate-value.ts';

it('orders strings by their UTF-8 bytes', () => {
  const text = fc.string({ unit: 'binary' }).filter((each) => each.isWellFormed());
  fc.assert(
    fc.property(text, text, (a, b) => {
      const wanted = Buffer.compare(Buffer.from(a), Buffer.from(b));
      expect(Math.sign(compareUtf8(a, b))).toBe(wanted);
    }),
  );
});

const values: fc.Arbitrary<AttributeValue> = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string().map((S) => ({ S })),
    fc.integer().map((each) => ({ N: String(each) })),
    fc.uint8Array().map((B) => ({ B })),
    fc.boolean().map((BOOL) => ({ BOOL })),
    fc.constant({ NULL: true }),
    fc.uniqueArray(fc.string(), { minLength: 1 }).map((SS) => ({ SS })),
    fc.uniqueArray(fc.integer(), { minLength: 1 }).map((NS) => ({ NS: NS.map(String) })),
    fc.array(tie('value')).map((L) => ({ L })),
    fc.dictionary(fc.string(), tie('value')).map((M) => ({ M })),
  ),
})).value;

it('finds every valid value valid, equal to itself, and of a size', () => {
  fc.assert(
    fc.property(values, (value) => {
      const valid = validValue(value);
      expect(equalValues(valid, validValue(structuredClone(value)))).toBe(true);
      expect(itemSizeBytes({ a: valid })).toBeGreaterThan(0);
    }),
  );
});

it('does not see an order in sets', () => {
  expect(equalValues({ SS: ['a', 'b'] }, { SS: ['b', 'a'] })).toBe(true);
  expect(
    equalValues(
      { BS: [Buffer.from('a'), Buffer.from('b')] },
      { BS: [Buffer.from('b'), Buffer.from('a')] },
    ),
  ).toBe(true);
  expect(equalValues({ SS: ['a', 'b'] }, { SS: ['a', 'c'] })).toBe(false);
  expect(equalValues({ L: [{ S: 'a' }, { S: 'b' }] }, { L: [{ S: 'b' }, { S: 'a' }] })).toBe(false);
});

it.each<[AttributeValue, string]>([
  [
    {} as AttributeValue,
    'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
  ],
  [
    { S: 'a', N: '1' } as unknown as AttributeValue,
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
  ],
  [{ SS: [] }, 'One or more parameter values were invalid: An string set  may not be empty'],
  [{ NS: [] }, 'One or more parameter values were invalid: An number set  may not be empty'],
  [{ BS: [] }, 'One or more parameter values were invalid: Binary sets should not be empty'],
  [
    { SS: ['a', 'a'] },
    'One or more parameter values were invalid: Input collection [a, a] contains duplicates.',
  ],
  [{ NS: ['1', '1.0'] }, 'Input collection contains duplicates'],
  [
    { BS: [Buffer.from('a'), Buffer.from('a')] },
    'One or more parameter values were invalid: Input collection [YQ==, YQ==]of type BS contains duplicates.',
  ],
  [{ L: [{ M: { a: { N: 'x' } } }] }, 'The parameter cannot be converted to a numeric value: x'],
])('refuses %j', (value, message) => {
  expect(() => validValue(value)).toThrow(message);
});

it('nests 32 levels deep and no deeper', () => {
  let value: AttributeValue = { S: 'x' };
  for (let level = 1; level < 32; level++) value = { L: [value] };
  expect(validItem({ a: value })).toEqual({ a: value });
  expect(() => validItem({ a: { L: [value] } })).toThrow(
    'Nesting Levels have exceeded supported limits',
  );
});

it('counts sizes as AWS documents', () => {
  expect(itemSizeBytes({ ab: { S: 'é' } })).toBe(4);
  expect(itemSizeBytes({ a: { N: '0' } })).toBe(2);
  expect(itemSizeBytes({ a: { N: '-12' } })).toBe(4);
  expect(itemSizeBytes({ a: { N: '123' } })).toBe(1 + 3);
  expect(itemSizeBytes({ a: { BOOL: true }, b: { NULL: true } })).toBe(4);
  expect(itemSizeBytes({ a: { L: [{ S: 'x' }] }, m: { M: { k: { S: 'x' } } } })).toBe(
    1 + 3 + 2 + 1 + 3 + 1 + 2,
  );
});

it('keeps attributes with names that JavaScript has its own ideas about', () => {
  const item = validItem(JSON.parse('{"__proto__":{"S":"x"},"constructor":{"N":"01"}}'));
  expect(Object.keys(item)).toEqual(['__proto__', 'constructor']);
});
