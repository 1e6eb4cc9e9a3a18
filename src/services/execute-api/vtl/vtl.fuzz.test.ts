import fc from 'fast-check';
import { expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';
import { fromParsed, parseJson, toJson, type Value } from './java-values.ts';
import { parseTemplate } from './parse-template.ts';
import { VtlError } from './template.ts';

const pieces = fc.constantFrom(
  ...[
    '$',
    '#',
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '"',
    "'",
    '.',
    '!',
    '\\',
    '\n',
    ' ',
    '..',
    '#*',
    '##',
  ],
  ...['#set', '#if', '#else', '#elseif', '#end', '#foreach', '#macro', '#break', '#stop', 'in'],
  ...['$a', '$a.b', '${a}', '$!a', '1', '2.5', 'x', '==', '&&', '+', '/', 'true', ',', ':', '='],
);

it('never fails but with its own error, whatever the template', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      try {
        evaluate(
          parseTemplate(parts.join('')),
          new Map<string, Value>([['a', fromParsed({ b: 1 })]]),
        );
      } catch (error) {
        expect(error).toBeInstanceOf(VtlError);
      }
    }),
    { numRuns: 2000 },
  );
});

it('prints text without $, # and backslash as it is', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const plain = text.replaceAll(/[$#\\]/g, '');
      expect(evaluate(parseTemplate(plain), new Map())).toBe(plain);
    }),
  );
});

it('divides integers as Java does', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer().filter(Boolean), (a, b) => {
      const variables = new Map<string, Value>([
        ['a', a],
        ['b', b],
      ]);
      const text = evaluate(parseTemplate('#set($q = $a / $b)#set($r = $a % $b)$q $r'), variables);
      const [quotient, remainder] = text.split(' ').map(Number);
      expect((quotient ?? 0) * b + (remainder ?? 0)).toBe(a);
    }),
  );
});

it('reads and writes JSON without changing it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(JSON.parse(toJson(parseJson(text)))).toEqual(JSON.parse(text));
    }),
  );
});
