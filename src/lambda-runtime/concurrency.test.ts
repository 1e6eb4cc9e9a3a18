import { expect, it } from 'vitest';
import { createConcurrencyLimits } from './concurrency.ts';
import { makeFunction } from './fixtures/deployment.ts';

const a = makeFunction({ name: 'a', arn: 'arn:a' });
const b = makeFunction({ name: 'b', arn: 'arn:b' });

it('functions without a share of their own have what the others leave', () => {
  const limits = createConcurrencyLimits(10);
  const [first, second] = [limits.countersOf(a), limits.countersOf(b)];
  limits.setUnreserved(a, 2);
  expect([limits.enter(first, undefined), limits.enter(second, undefined)]).toEqual([true, true]);
  expect(() => limits.enter(first, undefined)).toThrow(
    expect.objectContaining({ reason: 'ConcurrentInvocationLimitExceeded' }),
  );
  limits.leave(second, true);
  limits.enter(first, undefined);
});

it('a reserved share is apart from them, also when it is given or taken while something runs', () => {
  const limits = createConcurrencyLimits(10);
  const counters = limits.countersOf(a);
  limits.setUnreserved(a, 0);
  expect(limits.enter(counters, 1)).toBe(false);
  expect(() => limits.enter(counters, 1)).toThrow(
    expect.objectContaining({ reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' }),
  );
  limits.leave(counters, false);
  limits.setUnreserved(a, 1);
  const isShared = limits.enter(counters, undefined);
  expect(isShared).toBe(true);
  expect(() => limits.enter(counters, 1)).toThrow('Rate Exceeded.');
  limits.leave(counters, isShared);
  limits.enter(counters, undefined);
});

it('a function grows by 1000 at once, and then by 1000 in 10 s; what is not used is not saved', () => {
  const limits = createConcurrencyLimits(10_000);
  const counters = limits.countersOf(a);
  const grow = (nowMs: number): number => {
    let made = 0;
    while (limits.mayGrow(counters, nowMs)) made += 1;
    return made;
  };
  expect(grow(1_000_000)).toBe(1000);
  expect(grow(1_000_009)).toBe(0);
  expect(grow(1_000_010)).toBe(1);
  expect(grow(1_005_010)).toBe(500);
  expect(grow(9_000_000)).toBe(1000);
  expect(limits.mayGrow(limits.countersOf(b), 9_000_000)).toBe(true);
});
