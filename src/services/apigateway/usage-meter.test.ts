import { afterAll, expect, it } from 'vitest';
import { openEngine } from '../../engine/open.ts';
import { createClock } from '../../platform/clock.ts';
import { createIds } from '../../platform/ids.ts';
import { createLogger } from '../../platform/logger.ts';
import type { ServiceHost } from '../context.ts';
import { createStore } from '../store.ts';
import { usage } from './store.ts';
import { createUsageMeter } from './usage-meter.ts';

const clock = createClock({ frozen: true });
const log = createLogger({ sink: () => {}, now: clock.now });
const engine = await openEngine({ clock, ids: createIds(), log });
const scope = { account: '123456789012', region: 'us-east-1' };
const store = createStore(engine, scope.account, scope.region);
/** The part of a host that a meter uses. */
const host = { clock, log, context: () => ({ store }) } as unknown as ServiceHost;
afterAll(async () => {
  await engine.close();
  clock.close();
});

const today = new Date(clock.now()).toISOString().slice(0, 10);
const stored = async (planId: string) => (await store.get(usage, [planId, 'key', today]))?.used;

it('writes each request of a small quota at once, as a crash would leave it', async () => {
  const meter = createUsageMeter(host);
  const quota = { limit: 3, period: 'DAY' } as const;
  expect(meter.take(scope, 'small', 'key', quota)).toBe(true);
  expect(meter.take(scope, 'small', 'key', quota)).toBe(true);
  await expect.poll(() => stored('small')).toBe(2);
  // What starts after the crash goes on from there.
  const next = createUsageMeter(host);
  await next.load(scope, 'small', 'key');
  expect(next.take(scope, 'small', 'key', quota)).toBe(true);
  expect(next.take(scope, 'small', 'key', quota)).toBe(false);
  await next.flush();
  expect(await stored('small')).toBe(3);
});

it('leaves no more than a hundredth of a large quota unwritten', async () => {
  const meter = createUsageMeter(host);
  const quota = { limit: 1000, period: 'DAY' } as const;
  for (let i = 0; i < 9; i += 1) meter.take(scope, 'large', 'key', quota);
  expect(await stored('large')).toBeUndefined();
  meter.take(scope, 'large', 'key', quota);
  await expect.poll(() => stored('large')).toBe(10);
  meter.take(scope, 'large', 'key', quota);
  await meter.flush();
  expect(await stored('large')).toBe(11);
});
