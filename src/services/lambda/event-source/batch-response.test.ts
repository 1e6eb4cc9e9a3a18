import { expect, test } from 'vitest';
import { firstFailed } from './batch-response.ts';

const ids = ['1', '2', '3'];
const answer = (text: string) => ({ payload: Buffer.from(text) });
const failed = (...names: unknown[]) =>
  JSON.stringify({ batchItemFailures: names.map((itemIdentifier) => ({ itemIdentifier })) });

test.each([
  ['', 3],
  ['null', 3],
  ['{}', 3],
  ['{"batchItemFailures":null}', 3],
  [failed(), 3],
  [failed('2'), 1],
  [failed('3', '2'), 1],
  [failed('unknown'), 0],
  [failed('3', ''), 0],
  [failed(null), 0],
  ['{"batchItemFailures":["2"]}', 0],
  ['{"batchItemFailures":"2"}', 0],
  ['no json', 0],
  ['7', 0],
])('%s', (text, index) => {
  expect(firstFailed(answer(text), ids, true)).toBe(index);
});

test('a function error fails everything; without the setting an answer says nothing', () => {
  expect(firstFailed({ ...answer('{}'), functionError: 'Unhandled' }, ids, true)).toBe(0);
  expect(firstFailed(answer(failed('1')), ids, false)).toBe(3);
});
