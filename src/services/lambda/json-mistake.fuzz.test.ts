import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJsonMistake } from './json-mistake.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON with a character taken out, put in or exchanged. */
const damaged = fc
  .tuple(
    fc.json(),
    fc.nat(),
    fc.constantFrom(
      '',
      '"',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '0',
      'a',
      '\\',
      '\n',
      ' ',
      '-',
      '.',
      'e',
    ),
    fc.boolean(),
  )
  .map(([text, at, inserted, replace]) => {
    const i = at % (text.length + 1);
    return text.slice(0, i) + inserted + text.slice(replace ? i + 1 : i);
  });

test('finds a mistake exactly where JSON.parse does, and inside the text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string(), damaged), (text) => {
      const mistake = findJsonMistake(text);
      expect(mistake === undefined).toBe(isJson(text));
      if (!mistake) return;
      const lines = text.split('\n');
      expect(mistake.line).toBeLessThanOrEqual(lines.length);
      expect(mistake.column).toBeLessThanOrEqual((lines[mistake.line - 1]?.length ?? 0) + 1);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ['deep nesting', '['.repeat(1_000_000)],
  ['an endless string', `"${'\\\\'.repeat(1_000_000)}`],
  ['many lines', '\n'.repeat(1_000_000) + 'x'],
  ['one long word', 'x'.repeat(1_000_000)],
])('%s costs no more than its length', (_what, text) => {
  const startedMs = performance.now();
  expect(findJsonMistake(text)?.problem.length).toBeLessThan(1000);
  expect(performance.now() - startedMs).toBeLessThan(5000);
});
