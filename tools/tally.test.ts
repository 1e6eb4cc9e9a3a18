import { expect, it } from 'vitest';
import { add, readTally, toLine } from './tally.ts';

it('reads the last line of its kind', () => {
  const text = '1 passed, 1 failed\nnoise\n12 passed, 0 failed, 3 skipped\nbye\n';
  expect(readTally(text, 0)).toEqual({ passed: 12, failed: 0, skipped: 3 });
});

it.each([
  ['no line at all', 'all good', 0, 1],
  ['a crash after a good line', '5 passed, 0 failed', 1, 1],
  ['failures and their exit code', '5 passed, 2 failed', 1, 2],
])('counts %s', (_case, text, code, failed) => {
  expect(readTally(text, code).failed).toBe(failed);
});

it('adds and prints', () => {
  const one = { passed: 1, failed: 2, skipped: 3 };
  expect(toLine(add(one, one))).toBe('2 passed, 4 failed, 6 skipped');
});
