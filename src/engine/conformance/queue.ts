import { describe, expect, it } from 'vitest';
import type { Subject } from './describe-engine.ts';
import type { DurableQueue, Leased, OutMessage } from '../interface.ts';
import { bytes, row, text } from './rows.ts';

/** Long enough never to end a test by itself. */
const LONG_WAIT_MS = 60_000;

function message(id: string, options: Partial<OutMessage> = {}): OutMessage {
  return { id, body: bytes(`body of ${id}`), ...options };
}

function ids(leased: readonly Leased[]): string {
  return leased.map((each) => each.id).join('');
}

async function one(queue: DurableQueue, name = 'q', leaseMs = 1000): Promise<Leased> {
  const [leased] = await queue.receive(name, { max: 1, leaseMs });
  if (!leased) throw new Error(`Queue ${name} is empty.`);
  return leased;
}

export function describeQueue(subject: () => Subject): void {
  describe('a queue', () => {
    it('delivers a message with all that was sent', async () => {
      const { engine, clock } = subject();
      const sentAtEpochMs = clock.now();
      await engine.queue.send('q', [message('a', { attributes: { k: 'v' } })]);
      await clock.advance(10);
      const leased = await one(engine.queue);
      expect(text(leased.body)).toBe('body of a');
      expect(leased).toMatchObject({
        id: 'a',
        attributes: { k: 'v' },
        receives: 1,
        sentAtEpochMs,
        firstReceivedAtEpochMs: sentAtEpochMs + 10,
      });
    });

    it('delivers in the order sent, up to the number asked for, and to nobody twice', async () => {
      const { queue } = subject().engine;
      await queue.send(
        'q',
        ['a', 'b', 'c'].map((id) => message(id)),
      );
      await queue.send('q', [message('d')]);
      expect(ids(await queue.receive('q', { max: 3, leaseMs: 1000 }))).toBe('abc');
      expect(ids(await queue.receive('q', { max: 3, leaseMs: 1000 }))).toBe('d');
      expect(await queue.receive('q', { max: 3, leaseMs: 1000 })).toEqual([]);
      expect(await queue.receive('q', { max: 0, leaseMs: 1000 })).toEqual([]);
    });

    it('keeps apart queues whose names resemble each other', async () => {
      const { queue } = subject().engine;
      await queue.send('a', [message('1')]);
      await queue.send('a/b', [message('2')]);
      await queue.send('a\0', [message('3')]);
      expect(ids(await queue.receive('a', { max: 10, leaseMs: 1000 }))).toBe('1');
      const other = await one(queue, 'a/b');
      expect(await queue.ack('a', other.receipt)).toBe(false);
      expect(await queue.ack('a/b', other.receipt)).toBe(true);
    });

    it('hides a delayed message until virtual time has reached it', async () => {
      const { engine, clock } = subject();
      await engine.queue.send('q', [message('late', { delayMs: 100 }), message('now')]);
      expect(ids(await engine.queue.receive('q', { max: 10, leaseMs: 1000 }))).toBe('now');
      await clock.advance(99);
      expect(await engine.queue.receive('q', { max: 10, leaseMs: 1000 })).toEqual([]);
      await clock.advance(1);
      expect(ids(await engine.queue.receive('q', { max: 10, leaseMs: 1000 }))).toBe('late');
    });

    it('delivers again when a lease ends, and voids the old receipt once it did', async () => {
      const { engine, clock } = subject();
      await engine.queue.send('q', [message('a')]);
      const first = await one(engine.queue);
      await clock.advance(999);
      expect(await engine.queue.receive('q', { max: 1, leaseMs: 1000 })).toEqual([]);
      await clock.advance(1);
      const second = await one(engine.queue);
      expect(second).toMatchObject({
        id: 'a',
        receives: 2,
        firstReceivedAtEpochMs: first.firstReceivedAtEpochMs,
      });
      expect(await engine.queue.ack('q', first.receipt)).toBe(false);
      expect(await engine.queue.extend('q', first.receipt, 5000)).toBe(false);
      expect(await engine.queue.ack('q', second.receipt)).toBe(true);
      await clock.advance(10_000);
      expect(await engine.queue.receive('q', { max: 1, leaseMs: 1000 })).toEqual([]);
    });

    it('takes a late acknowledgement while nobody else has the message', async () => {
      const { engine, clock } = subject();
      await engine.queue.send('q', [message('a')]);
      const leased = await one(engine.queue);
      await clock.advance(5000);
      expect(await engine.queue.ack('q', leased.receipt)).toBe(true);
      expect(await engine.queue.ack('q', leased.receipt)).toBe(false);
    });

    it('moves the end of a lease, forth and back', async () => {
      const { engine, clock } = subject();
      await engine.queue.send('q', [message('a')]);
      const leased = await one(engine.queue);
      expect(await engine.queue.extend('q', leased.receipt, 5000)).toBe(true);
      await clock.advance(4999);
      expect(await engine.queue.receive('q', { max: 1, leaseMs: 1000 })).toEqual([]);
      expect(await engine.queue.extend('q', leased.receipt, 0)).toBe(true);
      expect(await one(engine.queue)).toMatchObject({ id: 'a', receives: 2 });
    });

    it.each(['', 'x', '1-1', '1-999-1', '9-1-1', '-1-1-1', '1-1-1-1', '9'.repeat(10_000)])(
      'calls the receipt %.20s void',
      async (receipt) => {
        const { queue } = subject().engine;
        await queue.send('q', [message('a')]);
        await one(queue);
        expect(await queue.ack('q', receipt)).toBe(false);
        expect(await queue.extend('q', receipt, 1000)).toBe(false);
      },
    );

    it('counts what is visible, in flight and delayed', async () => {
      const { engine, clock } = subject();
      await engine.queue.send('q', [message('a'), message('b'), message('c', { delayMs: 100 })]);
      await one(engine.queue, 'q', 50);
      expect(await engine.queue.stats('q')).toEqual({ visible: 1, inFlight: 1, delayed: 1 });
      await clock.advance(100);
      expect(await engine.queue.stats('q')).toEqual({ visible: 3, inFlight: 0, delayed: 0 });
      expect(await engine.queue.stats('other')).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    });

    it('is empty once purged, whatever was in it', async () => {
      const { engine, clock } = subject();
      await engine.queue.send(
        'q',
        Array.from({ length: 700 }, (_, n) => message(String(n), { delayMs: (n % 3) * 100 })),
      );
      await engine.queue.send('q2', [message('other')]);
      const leased = await one(engine.queue);
      await engine.queue.purge('q');
      expect(await engine.queue.stats('q')).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
      expect(await engine.queue.ack('q', leased.receipt)).toBe(false);
      await clock.advance(10_000);
      expect(await engine.queue.receive('q', { max: 10, leaseMs: 1000 })).toEqual([]);
      expect(ids(await engine.queue.receive('q2', { max: 10, leaseMs: 1000 }))).toBe('other');
    });

    it('gives each message to one of many receivers', async () => {
      const { queue } = subject().engine;
      await queue.send(
        'q',
        Array.from({ length: 200 }, (_, n) => message(`${n},`)),
      );
      const got = await Promise.all(
        Array.from({ length: 64 }, () => queue.receive('q', { max: 5, leaseMs: 1000 })),
      );
      const all = got.flat().map((each) => each.id);
      expect(all.length).toBe(200);
      expect(new Set(all).size).toBe(200);
    });
  });

  describe('a waiting receive', () => {
    it('is woken by a send', async () => {
      const { queue } = subject().engine;
      const waiting = queue.receive('q', { max: 10, leaseMs: 1000, waitMs: LONG_WAIT_MS });
      await queue.send('other', [message('x')]);
      await queue.send('q', [message('a')]);
      expect(ids(await waiting)).toBe('a');
    });

    it('is woken by a transaction that enqueues', async () => {
      const { queue, kv } = subject().engine;
      const waiting = queue.receive('q', { max: 10, leaseMs: 1000, waitMs: LONG_WAIT_MS });
      await kv.transact([], (tx) => {
        tx.put(row('a'), bytes('1'));
        tx.enqueue('q', message('a'));
      });
      expect(ids(await waiting)).toBe('a');
    });

    it('is woken by the end of a delay', async () => {
      const { engine, clock } = subject();
      await engine.queue.send('q', [message('a', { delayMs: 500 })]);
      const waiting = engine.queue.receive('q', { max: 10, leaseMs: 1000, waitMs: LONG_WAIT_MS });
      await clock.advance(500);
      expect(ids(await waiting)).toBe('a');
    });

    it('is woken by the end of a lease that was taken while it waited', async () => {
      const { engine, clock } = subject();
      const first = engine.queue.receive('q', { max: 1, leaseMs: 300, waitMs: LONG_WAIT_MS });
      const second = engine.queue.receive('q', { max: 1, leaseMs: 300, waitMs: LONG_WAIT_MS });
      await engine.queue.send('q', [message('a')]);
      expect(ids(await first)).toBe('a');
      await clock.advance(300);
      expect(await second).toMatchObject([{ id: 'a', receives: 2 }]);
    });

    it('is woken when a lease is given up', async () => {
      const { queue } = subject().engine;
      await queue.send('q', [message('a')]);
      const leased = await one(queue, 'q', 30_000);
      const waiting = queue.receive('q', { max: 1, leaseMs: 1000, waitMs: LONG_WAIT_MS });
      await queue.extend('q', leased.receipt, 0);
      expect(ids(await waiting)).toBe('a');
    });

    it('shares what comes with the others that wait', async () => {
      const { queue } = subject().engine;
      const waiting = Array.from({ length: 5 }, () =>
        queue.receive('q', { max: 1, leaseMs: 1000, waitMs: LONG_WAIT_MS }),
      );
      await queue.send(
        'q',
        ['a', 'b', 'c', 'd', 'e'].map((id) => message(id)),
      );
      expect((await Promise.all(waiting)).map(ids).toSorted().join('')).toBe('abcde');
    });

    it('ends with nothing after its time, when aborted, and when the engine closes', async () => {
      const { engine } = subject();
      expect(await engine.queue.receive('q', { max: 1, leaseMs: 1000, waitMs: 1 })).toEqual([]);
      const abort = new AbortController();
      const aborted = engine.queue.receive('q', {
        max: 1,
        leaseMs: 1000,
        waitMs: LONG_WAIT_MS,
        signal: abort.signal,
      });
      abort.abort();
      expect(await aborted).toEqual([]);
      const closed = engine.queue.receive('q', { max: 1, leaseMs: 1000, waitMs: LONG_WAIT_MS });
      await engine.close();
      expect(await closed).toEqual([]);
    });

    it('takes no message with it when it was aborted', async () => {
      const { queue } = subject().engine;
      const abort = new AbortController();
      const waiting = queue.receive('q', {
        max: 1,
        leaseMs: 1000,
        waitMs: LONG_WAIT_MS,
        signal: abort.signal,
      });
      abort.abort();
      await waiting;
      await queue.send('q', [message('a')]);
      expect(ids(await queue.receive('q', { max: 1, leaseMs: 1000 }))).toBe('a');
    });
  });
}
