import { expect, it } from 'vitest';
import { createTokenBucket } from './token-bucket.ts';

it('allows the burst at once, then the rate', () => {
  const bucket = createTokenBucket({ ratePerSecond: 2, burst: 3 });
  expect([1, 2, 3, 4].map(() => bucket.take(0))).toEqual([true, true, true, false]);
  expect(bucket.take(499)).toBe(false);
  expect(bucket.take(500)).toBe(true);
  expect(bucket.take(500)).toBe(false);
  expect([1, 2, 3, 4].map(() => bucket.take(1_000_000))).toEqual([true, true, true, false]);
});

it('never opens at rate and burst 0, and takes no harm from a clock that goes back', () => {
  const closed = createTokenBucket({ ratePerSecond: 0, burst: 0 });
  expect(closed.take(0)).toBe(false);
  expect(closed.take(1e9)).toBe(false);
  const bucket = createTokenBucket({ ratePerSecond: 1, burst: 1 });
  expect(bucket.take(5_000)).toBe(true);
  expect(bucket.take(1_000)).toBe(false);
});
