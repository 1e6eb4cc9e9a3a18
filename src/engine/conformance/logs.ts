import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Subject } from './describe-engine.ts';
import type { LogEvent, LogStore, StoredLogEvent } from '../interface.ts';
import { text } from './rows.ts';

const stream = {
  scope: '000000000000/us-east-1',
  group: '/aws/lambda/f',
  stream: '2026/[$LATEST]a',
};

function events(...atAndMessage: [number, string][]): LogEvent[] {
  return atAndMessage.map(([atEpochMs, message]) => ({ atEpochMs, message }));
}

function messages(found: readonly StoredLogEvent[]): string {
  return found.map((each) => each.message).join('');
}

async function pages(logs: LogStore, limit: number, reverse: boolean): Promise<StoredLogEvent[]> {
  const found: StoredLogEvent[] = [];
  for (;;) {
    const last = found.at(-1)?.position;
    const from = last === undefined ? {} : reverse ? { before: last } : { after: last };
    const page = await logs.read(stream, { limit, reverse, ...from });
    if (page.length === 0) return found;
    found.push(...page);
  }
}

export function describeLogs(subject: () => Subject): void {
  describe('a log stream', () => {
    it('gives events back in order of time, then of arrival', async () => {
      const { engine, clock } = subject();
      await engine.logs.append(stream, events([5000, 'c'], [3000, 'a'], [5000, 'd']));
      await engine.logs.append(stream, events([4000, 'b'], [5000, 'e']));
      const found = await engine.logs.read(stream, { limit: 10 });
      expect(messages(found)).toBe('abcde');
      expect(found[0]).toMatchObject({
        atEpochMs: 3000,
        stream: stream.stream,
        ingestedAtEpochMs: clock.now(),
      });
      expect(found.map((each) => each.position)).toEqual(
        found.map((each) => each.position).toSorted(),
      );
      expect(messages(await engine.logs.read(stream, { limit: 10, reverse: true }))).toBe('edcba');
    });

    it('is read by time, the end excluded, and by position, exclusively', async () => {
      const { logs } = subject().engine;
      await logs.append(
        stream,
        events([1000, 'a'], [1500, 'b'], [1999, 'c'], [2000, 'd'], [9000, 'e']),
      );
      const all = await logs.read(stream, { limit: 10 });
      const at = (index: number): string => (all[index] as StoredLogEvent).position;
      expect(
        messages(await logs.read(stream, { limit: 10, fromEpochMs: 1500, toEpochMs: 2000 })),
      ).toBe('bc');
      expect(
        messages(await logs.read(stream, { limit: 2, fromEpochMs: 1001, reverse: true })),
      ).toBe('ed');
      expect(messages(await logs.read(stream, { limit: 10, after: at(1) }))).toBe('cde');
      expect(messages(await logs.read(stream, { limit: 10, after: at(1), before: at(3) }))).toBe(
        'c',
      );
      expect(messages(await logs.read(stream, { limit: 2, before: at(3), reverse: true }))).toBe(
        'cb',
      );
      expect(messages(await logs.read(stream, { limit: 2, before: at(3) }))).toBe('ab');
      expect(messages(await logs.read(stream, { limit: 0 }))).toBe('');
    });

    it('is read page by page without gap or repetition, both ways', async () => {
      const { logs } = subject().engine;
      const event = fc.record({
        atEpochMs: fc.integer({ min: 0, max: 4000 }),
        message: fc.string({ maxLength: 3 }),
      });
      const appends = fc.array(fc.array(event, { maxLength: 8 }), { maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(appends, fc.integer({ min: 1, max: 5 }), async (batches, limit) => {
          await logs.drop(stream);
          for (const batch of batches) await logs.append(stream, batch);
          // A stable sort: events of the same time stay in order of arrival.
          const expected = batches
            .flat()
            .toSorted((a, b) => a.atEpochMs - b.atEpochMs)
            .map((each) => each.message);
          expect((await pages(logs, limit, false)).map((each) => each.message)).toEqual(expected);
          expect((await pages(logs, limit, true)).map((each) => each.message)).toEqual(
            expected.toReversed(),
          );
        }),
        { numRuns: 40 },
      );
    });

    it('holds thousands of appends, many in the same second', async () => {
      const { logs } = subject().engine;
      const appends = Array.from({ length: 3000 }, (_, n) =>
        logs.append(stream, events([1000 + (n % 1500), `${n},`])),
      );
      await Promise.all(appends);
      const found = await logs.read(stream, { limit: 5000 });
      expect(found).toHaveLength(3000);
      expect(new Set(found.map((each) => each.position)).size).toBe(3000);
      expect(messages(await logs.read(stream, { limit: 2, reverse: true }))).toBe('2999,1499,');
    });

    it('is kept apart from others', async () => {
      const { logs } = subject().engine;
      const others = [
        { ...stream, scope: 'other' },
        { ...stream, group: `${stream.group}/x` },
        { ...stream, stream: `${stream.stream}2` },
        { ...stream, group: `${stream.group}\0`, stream: 'x' },
      ];
      await logs.append(stream, events([1, 'mine']));
      for (const other of others) {
        expect(await logs.read(other, { limit: 1 })).toEqual([]);
        await logs.append(other, events([1, 'theirs']));
      }
      await logs.drop(others[2] as typeof stream);
      expect(messages(await logs.read(stream, { limit: 10 }))).toBe('mine');
    });

    it('drops what is old, to the millisecond, and leaves positions as they were', async () => {
      const { logs } = subject().engine;
      await logs.append(stream, events([500, 'a'], [1200, 'b'], [1300, 'c'], [2500, 'd']));
      const before = await logs.read(stream, { limit: 10 });
      await logs.drop(stream, 1300);
      expect(await logs.read(stream, { limit: 10 })).toEqual(before.slice(2));
      await logs.drop(stream);
      expect(await logs.read(stream, { limit: 10 })).toEqual([]);
    });

    it('drops thousands of rows', async () => {
      const { logs } = subject().engine;
      await logs.append(
        stream,
        Array.from({ length: 1200 }, (_, n) => ({ atEpochMs: n * 1000, message: 'x' })),
      );
      await logs.drop(stream, 1_000_000);
      expect(await logs.read(stream, { limit: 2000 })).toHaveLength(200);
    });

    it('tells the bus what was appended, once for each stream of a commit', async () => {
      const { bus, kv, logs } = subject().engine;
      const heard: unknown[] = [];
      bus.subscribe(`log.${stream.scope}`, (_, data) =>
        heard.push(JSON.parse(text(data) as string)),
      );
      await kv.transact([], (tx) => {
        tx.appendLog(stream, events([1, 'a']));
        tx.appendLog(stream, events([2, 'b']));
      });
      await logs.append(stream, []);
      expect(heard).toEqual([{ group: stream.group, stream: stream.stream }]);
    });

    it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
      'refuses an event at %d without harm to others',
      async (atEpochMs) => {
        const { logs } = subject().engine;
        const bad = logs.append(stream, [{ atEpochMs, message: 'bad' }]);
        await Promise.all([
          expect(bad).rejects.toThrow(RangeError),
          logs.append(stream, events([1, 'good'])),
        ]);
        expect(messages(await logs.read(stream, { limit: 10 }))).toBe('good');
      },
    );

    it('finds nothing before or after what is no position', async () => {
      const { logs } = subject().engine;
      await logs.append(stream, events([1, 'a']));
      expect(await logs.read(stream, { limit: 10, after: 'zzz' })).toEqual([]);
      expect(await logs.read(stream, { limit: 10, before: '' })).toEqual([]);
    });
  });
}
