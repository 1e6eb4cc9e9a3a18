import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilePattern, matches } from './wildcard.ts';

const none = (): undefined => undefined;

/** The oracle: a regular expression per pattern, which is only safe with patterns as short as these. */
function toRegExp(pattern: string): RegExp {
  const source = pattern
    .split('')
    .map((each) =>
      each === '*' ? '.*' : each === '?' ? '.' : each.replace(/[\\^$.|+()[\]{}/-]/g, '\\$&'),
    )
    .join('');
  return new RegExp(`^${source}$`, 's');
}

const text = fc.string({ unit: fc.constantFrom('a', 'b', ':', '/', '.'), maxLength: 10 });
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '/', '*', '?'), maxLength: 8 });

test('wildcards match as the regular expression does', () => {
  fc.assert(
    fc.property(pattern, text, (wild, given) => {
      expect(matches(compilePattern(wild), given, none)).toBe(toRegExp(wild).test(given));
    }),
    { numRuns: 2000 },
  );
});

test('what fills a variable is never a wildcard, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text, (value, given) => {
      const compiled = compilePattern('x/${aws:username}/y', { hasVariables: true });
      expect(matches(compiled, `x/${value}/y`, () => value)).toBe(!value.includes('\uffff'));
      expect(matches(compiled, `x/${given}/y`, () => value)).toBe(value === given);
    }),
  );
});

test('a variable is filled, defaulted, escaped, or leaves the pattern unresolved', () => {
  const match = (wild: string, given: string, hasVariables = true): boolean | undefined =>
    matches(compilePattern(wild, { hasVariables }), given, (key) =>
      key === 'aws:username' ? 'anna' : undefined,
    );
  expect(match('home/${aws:username}/*', 'home/anna/a/b')).toBe(true);
  expect(match("home/${aws:PrincipalTag/team, 'all'}", 'home/all')).toBe(true);
  expect(match('home/${aws:PrincipalTag/team}', 'home/')).toBeUndefined();
  expect(match('a${*}${?}${$}b', 'a*?$b')).toBe(true);
  expect(match('a${*}b', 'axxb')).toBe(false);
  expect(match('${aws:username}', '${aws:username}', false)).toBe(true);
  expect(match('${aws:username', '${aws:username')).toBe(true);
});

test('a pattern made to be slow is not', () => {
  const compiled = compilePattern(`${'*a?'.repeat(2000)}b`);
  const started = performance.now();
  expect(matches(compiled, 'a'.repeat(20_000), none)).toBe(false);
  expect(performance.now() - started).toBeLessThan(2000);
});
