import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortOut } from './take-back.ts';

/**
 * A model of one pipe: Brume takes records out one by one, and between any two takes the process may
 * read the next, if it is through with the one before.
 */
test('whatever the process reads meanwhile, no event is lost, doubled or out of order', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 15 }),
      fc.boolean(),
      fc.array(fc.boolean(), { maxLength: 20 }),
      (count, isFirstRead, reads) => {
        const events = Array.from({ length: count }, (_, n) => ({
          request: { requestId: `${n}` },
        }));
        const pipe = events.map(({ request }) => request.requestId);
        const readByProcess: string[] = isFirstRead ? [pipe.shift()!] : [];
        const unread = new Set<string>();
        for (let turn = 0; pipe.length > 0; turn++) {
          if (reads[turn]) readByProcess.push(pipe.shift()!);
          if (pipe.length > 0) unread.add(pipe.shift()!);
        }
        const [running, ...ahead] = events;
        const sorted = sortOut(running, ahead, unread);
        const idOf = (each: (typeof events)[number]): string => each.request.requestId;
        const inProcess = [sorted.running!, ...sorted.kept].map(idOf);
        expect(sorted.isForged).toBe(false);
        if (sorted.isRunningUnread) expect(readByProcess).toEqual([]);
        else expect(inProcess).toEqual(readByProcess);
        expect([...inProcess, ...sorted.back.map(idOf)].sort()).toEqual(events.map(idOf).sort());
      },
    ),
  );
});

test('a record that nobody put in is noticed', () => {
  const event = { request: { requestId: 'a' } };
  expect(sortOut(event, [], new Set(['b'])).isForged).toBe(true);
  expect(sortOut(event, [], new Set(['a', undefined])).isForged).toBe(true);
});
