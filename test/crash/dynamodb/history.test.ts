import { expect, it } from 'vitest';
import { type Effect, findViolation, type Operation } from './history.ts';

const operation = (
  name: string,
  startMs: number,
  endMs: number,
  ...effects: Effect[]
): Operation => ({
  name,
  startMs,
  endMs,
  effects,
});
const wrote = (key: string, version: number): Effect => ({ key, kind: 'write', version });
const saw = (key: string, version: number): Effect => ({ key, kind: 'read', version });

it('accepts what can be put in an order', () => {
  expect(
    findViolation([
      operation('a', 0, 10, wrote('x', 1)),
      operation('b', 0, 10, wrote('x', 2), wrote('y', 1)),
      operation('early', 0, 10, saw('x', 0), saw('y', 0)),
      operation('late', 11, 12, saw('x', 2), saw('y', 1)),
      operation('gap', 13, 14, wrote('x', 5)),
    ]),
  ).toBeUndefined();
});

it.each<[string, Operation[]]>([
  ['a lost write', [operation('a', 0, 1, wrote('x', 1)), operation('b', 2, 3, saw('x', 0))]],
  ['a write twice', [operation('a', 0, 1, wrote('x', 1)), operation('b', 0, 1, wrote('x', 1))]],
  [
    'a read from the future',
    [operation('a', 0, 1, saw('x', 1)), operation('b', 2, 3, wrote('x', 1))],
  ],
  [
    'reads that go back',
    [
      operation('w', 0, 9, wrote('x', 1)),
      operation('a', 1, 2, saw('x', 1)),
      operation('b', 3, 4, saw('x', 0)),
    ],
  ],
  [
    'half of a transaction',
    [
      operation('t', 0, 9, wrote('x', 1), wrote('y', 1)),
      operation('r', 0, 9, saw('x', 1), saw('y', 0)),
    ],
  ],
  [
    'orders that contradict each other',
    [
      operation('a', 0, 9, wrote('x', 1), wrote('y', 2)),
      operation('b', 0, 9, wrote('x', 2), wrote('y', 1)),
    ],
  ],
])('finds %s', (_name, history) => {
  expect(findViolation(history)).toBeDefined();
});
