import { expect, it } from 'vitest';
import { Arrivals } from './arrivals.ts';
import { type EngineFixture, openLogsEngine } from './engine-fixture.ts';
import { announceOldEvents } from './events.ts';

function listen(fixture: EngineFixture): Arrivals & Disposable {
  const arrivals = new Arrivals(fixture, {
    wants: (group, stream) => group === 'g' && stream !== 'ignored',
    sinceEpochMs: fixture.clock.now(),
  });
  return Object.assign(arrivals, { [Symbol.dispose]: () => arrivals.close() });
}

async function take(arrivals: Arrivals, limit = 1000): Promise<string[]> {
  return (await arrivals.take(limit)).map((event) => event.message);
}

it('gives each event once, also one that is stored after a later one', async () => {
  await using fixture = await openLogsEngine();
  using arrivals = listen(fixture);
  const now = fixture.clock.now();
  await fixture.append('g', 'a', [now, '2'], [now + 1, '3']);
  await fixture.append('g', 'ignored', [now, 'x']);
  await fixture.append('h', 'a', [now, 'x']);
  await fixture.append('g', 'b', [now - 2, '1']);
  expect(await take(arrivals)).toEqual(['1', '2', '3']);
  await fixture.append('g', 'a', [now - 1, 'late'], [now, 'same time']);
  expect(await take(arrivals)).toEqual(['late', 'same time']);
  expect(await take(arrivals)).toEqual([]);
});

it('gives nothing that was there before', async () => {
  await using fixture = await openLogsEngine();
  await fixture.append('g', 'a', [fixture.clock.now(), 'before']);
  await fixture.clock.advance(1);
  using arrivals = listen(fixture);
  await fixture.append('g', 'a', [fixture.clock.now(), 'after']);
  expect(await take(arrivals)).toEqual(['after']);
});

it('finds events of any age when told so', async () => {
  await using fixture = await openLogsEngine();
  using arrivals = listen(fixture);
  await fixture.append('g', 'a', [1, 'ancient']);
  announceOldEvents(fixture, { group: 'g', stream: 'a', fromEpochMs: 1 });
  expect(await take(arrivals)).toEqual(['ancient']);
});

it('keeps what exceeds the limit, and what is given back, for the next call', async () => {
  await using fixture = await openLogsEngine();
  using arrivals = listen(fixture);
  const now = fixture.clock.now();
  await fixture.append(
    'g',
    'a',
    ...Array.from({ length: 25 }, (_, index): [number, string] => [now + index, `${index}`]),
  );
  const first = await arrivals.take(10);
  expect(first).toHaveLength(10);
  arrivals.giveBack(first.slice(4));
  const rest: string[] = [];
  for (let page = await take(arrivals, 10); page.length > 0; page = await take(arrivals, 10))
    rest.push(...page);
  expect(rest).toEqual(Array.from({ length: 21 }, (_, index) => `${index + 4}`));
});

it('wakes who waits', async () => {
  await using fixture = await openLogsEngine();
  using arrivals = listen(fixture);
  const woken = arrivals.next();
  await fixture.append('g', 'a', [fixture.clock.now(), 'x']);
  await woken;
  expect(await take(arrivals)).toEqual(['x']);
});
