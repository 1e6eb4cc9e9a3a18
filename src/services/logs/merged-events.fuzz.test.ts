import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { StoredLogEvent } from '../../engine/interface.ts';
import { openLogsEngine } from './engine-fixture.ts';
import { compareEvents, type EventPlace, mergeEvents } from './merged-events.ts';

const append = fc.record({
  stream: fc.constantFrom('a', 'b', 'c'),
  times: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 30 }),
  advanceMs: fc.integer({ min: 0, max: 2 }),
});

it('gives every event once, in order, from any place on', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(append, { maxLength: 12 }), fc.nat(), async (appends, cut) => {
      await using fixture = await openLogsEngine();
      let count = 0;
      for (const { stream, times, advanceMs } of appends) {
        await fixture.append(
          'g',
          stream,
          ...times.map((time): [number, string] => [time, `${count++}`]),
        );
        await fixture.clock.advance(advanceMs);
      }
      const read = async (after: EventPlace | undefined): Promise<StoredLogEvent[]> => {
        const found: StoredLogEvent[] = [];
        const merged = mergeEvents(fixture.engine.logs, {
          scope: fixture.store.scope,
          group: 'g',
          streams: ['a', 'b', 'c', 'empty'],
          fromEpochMs: 5,
          toEpochMs: 35,
          after,
        });
        for await (const event of merged) found.push(event);
        return found;
      };
      const all = await read(undefined);
      const expected = appends
        .flatMap((each) => each.times)
        .filter((time) => time >= 5 && time < 35);
      expect(all.map((event) => event.atEpochMs)).toEqual(expected.toSorted((a, b) => a - b));
      expect(new Set(all.map((event) => event.message)).size).toBe(all.length);
      expect(all).toEqual(all.toSorted(compareEvents));
      const index = cut % Math.max(1, all.length);
      expect(await read(all[index])).toEqual(all.slice(all[index] ? index + 1 : 0));
    }),
    { numRuns: 60 },
  );
});
