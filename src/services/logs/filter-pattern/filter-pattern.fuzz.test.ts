import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FilterPattern, parseFilterPattern } from './filter-pattern.ts';
import { compileRegex } from './regex.ts';
import { FilterPatternError } from './scanner.ts';

/** Regular expressions that mean the same here and in JavaScript. */
const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\s', '[a-c]', '\\.');
const repeat = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}', '{2,}', '{0,1}', '{0}');
const sequence = fc
  .tuple(
    fc.constantFrom('', '', '^'),
    fc.array(
      fc.tuple(atom, repeat).map((parts) => parts.join('')),
      { minLength: 1, maxLength: 5 },
    ),
    fc.constantFrom('', '', '$'),
  )
  .map(([start, parts, end]) => start + parts.join('') + end);
const regex = fc.array(sequence, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('|'));
const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', '1', ' ', '.', '\n'),
  maxLength: 12,
});

describe('regular expressions', () => {
  it('agree with JavaScript’s own', () => {
    fc.assert(
      fc.property(regex, text, (source, subject) => {
        expect(compileRegex(source).search(subject)).toBe(new RegExp(source).test(subject));
      }),
      { numRuns: 2000 },
    );
  });
});

/** Undefined when the pattern is malformed; any other error is a bug. */
function parseOrRefuse(pattern: string): FilterPattern | undefined {
  try {
    return parseFilterPattern(pattern);
  } catch (error) {
    if (error instanceof FilterPatternError) return undefined;
    throw error;
  }
}

describe('filter patterns', () => {
  it('parse, or are refused with a FilterPatternError; what parses can match anything', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '(',
      ')',
      '$.a',
      '$',
      '=',
      '!=',
      '<',
      '&&',
      '||',
      '"',
      '%',
      '*',
      '...',
      ',',
      '?',
      '-',
      ' ',
      'a',
      '1',
      'IS NULL',
      'NOT EXISTS',
      '\\',
      '\u{1F600}',
    );
    const source = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 20 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(source, fc.oneof(fc.string(), fc.json()), (pattern, message) => {
        const compiled = parseOrRefuse(pattern);
        expect(typeof (compiled?.matches(message) ?? false)).toBe('boolean');
        expect(typeof (compiled?.extract(message) ?? {})).toBe('object');
      }),
      { numRuns: 3000 },
    );
  });

  it('find any quoted text that is there', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (before, term, after) => {
        const quoted = `"${term.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
        expect(parseFilterPattern(quoted).matches(before + term + after)).toBe(true);
      }),
    );
  });

  it('compare numbers in JSON as JavaScript does', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(number, number, (left, right) => {
        const message = JSON.stringify({ n: left });
        const holds = (operator: string): boolean =>
          parseFilterPattern(`{ $.n ${operator} ${right} }`).matches(message);
        expect(holds('<')).toBe(left < right);
        expect(holds('>=')).toBe(left >= right);
        expect(holds('=')).toBe(left === right);
        expect(holds('!=')).toBe(left !== right);
      }),
    );
  });
});

describe('hostile patterns and messages', () => {
  const longText = 'a'.repeat(1_000_000);

  it.each([
    ['catastrophic for a backtracking matcher', `%${'a*'.repeat(40)}b%`, longText, false],
    ['many wide repetitions', `%[a-z]{240}[a-y]{240}b%`, 'a'.repeat(100_000), false],
    [
      'many alternatives',
      `%${Array.from({ length: 50 }, (_, n) => `a{1,3}${n}`).join('|')}%`,
      'a'.repeat(100_000),
      false,
    ],
    ['deep parentheses', `{ ${'('.repeat(490)}$.a = 1${')'.repeat(490)} }`, '{"a":1}', true],
    ['deep JSON', '{ $.a = 1 }', '['.repeat(1_000_000), false],
    [
      'nested wildcards',
      '{ $.a[*][*][*][*] = 2 }',
      `{"a":${'['.repeat(4)}${'1,'.repeat(100_000)}1${']'.repeat(4)}}`,
      false,
    ],
    ['unclosed delimiters', '[a, ..., b]', '[" '.repeat(300_000), true],
    ['one long field', '[a]', longText, true],
    ['more states than allowed', `%${'[a-z]{300}'.repeat(3)}%`, longText, undefined],
  ])('%s: in bounded time', (_name, pattern, message, expected) => {
    const started = performance.now();
    expect(parseOrRefuse(pattern)?.matches(message)).toBe(expected);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
