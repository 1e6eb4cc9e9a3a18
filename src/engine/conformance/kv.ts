import { describe, expect, it } from 'vitest';
import type { Subject } from './describe-engine.ts';
import type { OrderedKv, Transaction } from '../interface.ts';
import { encodeKey } from '../key.ts';
import { bytes, names, PART, row, text } from './rows.ts';

const WRITERS = 64;

async function put(kv: OrderedKv, ...keys: string[]): Promise<void> {
  await kv.transact([], (tx) => {
    for (const key of keys) tx.put(row(key), bytes(key));
  });
}

async function increment(tx: Transaction, key: string, by: number): Promise<void> {
  const value = Number(text(await tx.get(row(key))) ?? 0);
  tx.put(row(key), bytes(String(value + by)));
}

function together(task: (writer: number) => Promise<unknown>): Promise<unknown[]> {
  return Promise.all(Array.from({ length: WRITERS }, (_, writer) => task(writer)));
}

export function describeKv(subject: () => Subject): void {
  describe('rows', () => {
    it('keep their bytes, whatever their length', async () => {
      const { kv } = subject().engine;
      for (const length of [0, 1, 100, 4000, 9000, 1_000_000]) {
        const value = Buffer.alloc(length, 'x');
        await kv.transact([], (tx) => tx.put(row('a'), value));
        expect(Buffer.compare((await kv.get(row('a'))) as Uint8Array, value)).toBe(0);
      }
    });

    it('do not share memory with the caller', async () => {
      const { kv } = subject().engine;
      const given = bytes('original');
      await kv.transact([], (tx) => {
        tx.put(row('a'), given);
        given.fill('x');
      });
      ((await kv.get(row('a'))) as Uint8Array).fill(0);
      (await kv.scan({ part: PART }))[0]?.value.fill(0);
      const held = await kv.get(row('a'));
      await put(kv, 'a', 'b', 'c');
      expect(text(held)).toBe('original');
    });

    it('of one part are not seen in another', async () => {
      const { kv } = subject().engine;
      await put(kv, 'a');
      for (const part of ['', 'test', `${PART}2`, `${PART}\0`]) {
        expect(await kv.get({ part, key: encodeKey(['a']) })).toBeUndefined();
        expect(await kv.scan({ part })).toEqual([]);
      }
    });

    it('have keys as long as DynamoDB allows, in order', async () => {
      const { kv } = subject().engine;
      const long = 'p'.repeat(2048);
      const keys = [
        [long],
        [long, long],
        [long, long, 'a'],
        [long, long, 'a', '\0'.repeat(2000)],
        [long, long, 'b'],
        ['q'],
      ];
      await kv.transact([], (tx) => {
        for (const key of keys.toReversed()) tx.put(row(...key), bytes(String(keys.indexOf(key))));
      });
      const values = async (range: object): Promise<string> =>
        (await kv.scan({ part: PART, ...range })).map((each) => text(each.value)).join('');
      expect(await values({})).toBe('012345');
      expect(await values({ reverse: true })).toBe('543210');
      expect(await values({ gt: row(long, long).key, limit: 2 })).toBe('23');
      expect(await values({ lt: row(long, long, 'b').key, reverse: true, limit: 2 })).toBe('32');
      expect(text(await kv.get(row(...(keys[3] as string[]))))).toBe('3');
    });

    it('refuse keys beyond the limit without harm to others', async () => {
      const { kv } = subject().engine;
      const tooLong = kv.transact([], (tx) => tx.put(row('x'.repeat(20_000)), bytes('')));
      await Promise.all([expect(tooLong).rejects.toThrow(/16384 is the most/), put(kv, 'a')]);
      expect(names(await kv.scan({ part: PART }))).toEqual(['a']);
    });

    it('are read many at a time, in the order asked for', async () => {
      const { kv } = subject().engine;
      await put(kv, 'a', 'b');
      const found = await kv.getMany([row('b'), row('missing'), row('a'), row('b')]);
      expect(found.map(text)).toEqual(['b', undefined, 'a', 'b']);
    });
  });

  describe('a scan', () => {
    it('honours bounds, direction and limit', async () => {
      const { kv } = subject().engine;
      await put(kv, 'a', 'b', 'c', 'd');
      const { key: b } = row('b');
      const { key: c } = row('c');
      const found = async (range: object): Promise<string> =>
        names(await kv.scan({ part: PART, ...range })).join('');
      expect(await found({})).toBe('abcd');
      expect(await found({ reverse: true })).toBe('dcba');
      expect(await found({ gte: b })).toBe('bcd');
      expect(await found({ gt: b })).toBe('cd');
      expect(await found({ lt: c })).toBe('ab');
      expect(await found({ lte: c })).toBe('abc');
      expect(await found({ gt: b, lte: c, reverse: true })).toBe('c');
      expect(await found({ gte: b, reverse: true })).toBe('dcb');
      expect(await found({ lte: c, reverse: true, limit: 2 })).toBe('cb');
      expect(await found({ limit: 3 })).toBe('abc');
      expect(await found({ limit: 0 })).toBe('');
      expect(await found({ gte: c, lt: b })).toBe('');
      expect(await found({ gt: c, gte: b })).toBe('d');
    });

    it('goes through thousands of rows in order, both ways', async () => {
      const { kv } = subject().engine;
      const all = Array.from({ length: 3000 }, (_, n) => n - 1500);
      await kv.transact([], (tx) => {
        for (const n of all) tx.put(row(n), bytes(String(n)));
      });
      expect(names(await kv.scan({ part: PART }))).toEqual(all);
      expect(names(await kv.scan({ part: PART, reverse: true }))).toEqual(all.toReversed());
      await kv.transact([], (tx) => {
        for (const n of all) if (n % 3 !== 0) tx.delete(row(n));
      });
      expect(names(await kv.scan({ part: PART }))).toEqual(all.filter((n) => n % 3 === 0));
    });
  });

  describe('a transaction', () => {
    it('sees its own writes, in gets and in scans', async () => {
      const { kv } = subject().engine;
      await put(kv, 'a', 'b', 'd');
      await kv.transact([row('a'), row('b'), row('c')], async (tx) => {
        tx.put(row('c'), bytes('new'));
        tx.put(row('b'), bytes('changed'));
        tx.delete(row('a'));
        expect(text(await tx.get(row('a')))).toBeUndefined();
        expect(text(await tx.get(row('b')))).toBe('changed');
        expect(names(await tx.scan({ part: PART }))).toEqual(['b', 'c', 'd']);
        expect(names(await tx.scan({ part: PART, limit: 2 }))).toEqual(['b', 'c']);
        expect(names(await tx.scan({ part: PART, reverse: true, limit: 2 }))).toEqual(['d', 'c']);
        expect(names(await tx.scan({ part: PART, gt: row('b').key, lt: row('d').key }))).toEqual([
          'c',
        ]);
      });
    });

    it('is invisible to others until its promise resolves', async () => {
      const { kv } = subject().engine;
      await kv.transact([row('a')], async (tx) => {
        tx.put(row('a'), bytes('1'));
        expect(await kv.get(row('a'))).toBeUndefined();
        expect(await kv.scan({ part: PART })).toEqual([]);
      });
      expect(text(await kv.get(row('a')))).toBe('1');
    });

    it('keeps nothing when its body throws, and passes the error on', async () => {
      const { kv, queue, logs, bus } = subject().engine;
      const stream = { scope: 's', group: 'g', stream: 's' };
      const heard: string[] = [];
      bus.subscribe('hint', (name) => heard.push(name));
      const error = new Error('no');
      const failing = kv.transact([row('a')], (tx) => {
        tx.put(row('a'), bytes('1'));
        tx.enqueue('q', { id: 'm', body: bytes('m') });
        tx.appendLog(stream, [{ atEpochMs: 1, message: 'm' }]);
        tx.hint('hint');
        throw error;
      });
      await expect(failing).rejects.toBe(error);
      expect(await kv.get(row('a'))).toBeUndefined();
      expect(await queue.receive('q', { max: 1, leaseMs: 1 })).toEqual([]);
      expect(await logs.read(stream, { limit: 1 })).toEqual([]);
      expect(heard).toEqual([]);
      // Its locks are free again, and the body can run once more.
      await kv.transact([row('a')], (tx) => tx.put(row('a'), bytes('2')));
      expect(text(await kv.get(row('a')))).toBe('2');
    });

    it('commits rows, messages, log events and hints together', async () => {
      const { kv, queue, logs, bus } = subject().engine;
      const stream = { scope: 's', group: 'g', stream: 's' };
      const heard: (string | undefined)[] = [];
      bus.subscribe('hint', (_, data) => heard.push(text(data)));
      const answer = await kv.transact([], (tx) => {
        tx.put(row('a'), bytes('1'));
        tx.enqueue('q', { id: 'm', body: bytes('m') });
        tx.appendLog(stream, [{ atEpochMs: 1, message: 'line' }]);
        tx.hint('hint', bytes('data'));
        return 'answer';
      });
      expect(answer).toBe('answer');
      expect(text(await kv.get(row('a')))).toBe('1');
      expect(await queue.receive('q', { max: 1, leaseMs: 1 })).toMatchObject([{ id: 'm' }]);
      expect(await logs.read(stream, { limit: 1 })).toMatchObject([{ message: 'line' }]);
      expect(heard).toEqual(['data']);
    });

    it('refuses use after its end', async () => {
      const { kv } = subject().engine;
      let leaked: Transaction | undefined;
      await kv.transact([], (tx) => {
        leaked = tx;
      });
      expect(() => leaked?.put(row('a'), bytes('1'))).toThrow(/after its body had ended/);
      expect(() => leaked?.hint('late')).toThrow(/after its body had ended/);
    });
  });

  describe(`${WRITERS} writers at once`, () => {
    it('create an absent row exactly once', async () => {
      const { kv } = subject().engine;
      const created = await together((writer) =>
        kv.transact([row('new')], async (tx) => {
          if (await tx.get(row('new'))) return false;
          tx.put(row('new'), bytes(String(writer)));
          return true;
        }),
      );
      expect(created.filter(Boolean)).toHaveLength(1);
      expect(text(await kv.get(row('new')))).toBe(String(created.indexOf(true)));
    });

    it('lose no update', async () => {
      const { kv } = subject().engine;
      await together(async (writer) => {
        for (let n = 0; n < 10; n++) {
          const key = `counter ${(writer + n) % 5}`;
          await kv.transact([row(key)], (tx) => increment(tx, key, 1));
        }
      });
      const rows = await kv.scan({ part: PART });
      expect(rows.map((each) => text(each.value))).toEqual(
        Array(5).fill(String((WRITERS * 10) / 5)),
      );
    });

    it('that lock many rows in any order do not block each other for ever', async () => {
      const { kv } = subject().engine;
      const accounts = ['a', 'b', 'c', 'd'];
      await together(async (writer) => {
        for (let n = 0; n < 10; n++) {
          const from = accounts[(writer + n) % 4] as string;
          const to = accounts[(writer * 3 + n + 1) % 4] as string;
          await kv.transact([row(from), row(to), row(from)], async (tx) => {
            await increment(tx, from, -1);
            await increment(tx, to, 1);
          });
        }
      });
      const rows = await kv.scan({ part: PART });
      expect(rows.reduce((sum, each) => sum + Number(text(each.value)), 0)).toBe(0);
    });

    it('never show half a transaction to a reader', async () => {
      const { kv } = subject().engine;
      let writing = true;
      const writers = together((writer) =>
        kv.transact([row('x'), row('y')], (tx) => {
          tx.put(row('x'), bytes(String(writer)));
          tx.put(row('y'), bytes(String(writer)));
        }),
      ).finally(() => {
        writing = false;
      });
      let looks = 0;
      for (; writing; looks++) {
        const [x, y] = await kv.getMany([row('x'), row('y')]);
        expect(text(x)).toBe(text(y));
        const [sx, sy] = await kv.scan({ part: PART });
        expect(text(sx?.value)).toBe(text(sy?.value));
        await new Promise((resolve) => setImmediate(resolve));
      }
      await writers;
      expect(looks).toBeGreaterThan(0);
    });
  });
}
