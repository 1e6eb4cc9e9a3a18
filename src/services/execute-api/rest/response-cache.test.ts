import { expect, it } from 'vitest';
import { createClock } from '../../../platform/clock.ts';
import { createResponseCache } from './response-cache.ts';

const answer = (body: string) => ({ status: 200, headers: [], body });

it('keeps an answer for its time, and what was used last', async () => {
  const clock = createClock({ frozen: true });
  const cache = createResponseCache(clock, 3000);
  cache.put('a', answer('a'.repeat(500)), 10);
  cache.put('b', answer('b'.repeat(500)), 20);
  expect(cache.get('a')?.body).toBe('a'.repeat(500));
  cache.put('c', answer('c'.repeat(900)), 20);
  expect(cache.get('b')).toBeUndefined();
  expect(cache.get('a')).toBeDefined();
  await clock.advance(10_000);
  expect(cache.get('a')).toBeUndefined();
  expect(cache.get('c')).toBeDefined();
});

it('takes no answer beyond 1 MB, and none that streams', () => {
  const cache = createResponseCache(createClock({ frozen: true }));
  cache.put('large', answer('x'.repeat(1_048_577)), 60);
  cache.put('stream', { status: 200, headers: [], body: (async function* () {})() }, 60);
  expect(cache.get('large') ?? cache.get('stream')).toBeUndefined();
});
