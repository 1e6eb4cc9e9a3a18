import { expect, it } from 'vitest';
import { startLogs } from '../fixture.ts';
import { EXPIRY_INTERVAL_MS } from '../limits.ts';
import { startLogsService } from '../service-fixture.ts';
import { dropped } from '../store.ts';

const DAY_MS = 86_400_000;

it('removes expired events for good as the clock goes on', async () => {
  await using fixture = await startLogs();
  const { logs } = fixture;
  await fixture.createStreams('g', 's');
  await fixture.put('g', 's', [0, 'old']);
  await logs.putRetentionPolicy({ logGroupName: 'g', retentionInDays: 3 });
  await fixture.stack.clock.advance(DAY_MS);
  await fixture.put('g', 's', [0, 'young']);
  await fixture.stack.clock.advance(2 * DAY_MS + 3_600_000);
  // Without retention nothing is hidden any more, so what is gone was removed.
  await logs.deleteRetentionPolicy({ logGroupName: 'g' });
  const { events } = await logs.filterLogEvents({ logGroupName: 'g' });
  expect(events?.map((event) => event.message)).toEqual(['young']);
});

it('leaves groups without retention alone', async () => {
  await using fixture = await startLogs();
  await fixture.createStreams('g', 's');
  await fixture.put('g', 's', [0, 'kept']);
  await fixture.stack.clock.advance(30 * DAY_MS);
  expect((await fixture.logs.filterLogEvents({ logGroupName: 'g' })).events).toHaveLength(1);
});

it('removes what a crash left of a deleted stream', async () => {
  await using fixture = await startLogsService();
  const { engine, context } = fixture;
  const ref = { scope: context.store.scope, group: 'g', stream: 's' };
  await engine.logs.append(ref, [{ atEpochMs: 1, message: 'left behind' }]);
  // What DeleteLogStream commits before it removes the events.
  const mark = [context.account, context.region, 'g', 's'];
  await context.store.put(dropped, mark, true);
  await fixture.clock.advance(EXPIRY_INTERVAL_MS);
  expect(await engine.logs.read(ref, { limit: 10 })).toEqual([]);
  expect(await context.store.get(dropped, mark)).toBeUndefined();
});
