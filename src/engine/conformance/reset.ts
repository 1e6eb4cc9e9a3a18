import { describe, expect, it } from 'vitest';
import type { Subject } from './describe-engine.ts';
import { bytes, PART, row, text } from './rows.ts';

const stream = { scope: 's', group: 'g', stream: 's' };

export function describeReset(subject: () => Subject): void {
  describe('reset', () => {
    it('leaves nothing, and the engine goes on', async () => {
      const { engine } = subject();
      const { id } = await engine.blobs.create([bytes('blob')]);
      await engine.kv.transact([], (tx) => {
        tx.put(row('a'), bytes('1'));
        tx.put(row('k'.repeat(5000)), bytes('long'));
        tx.enqueue('q', { id: 'm', body: bytes('m') });
        tx.appendLog(stream, [{ atEpochMs: 1, message: 'line' }]);
      });
      await engine.reset();
      expect(await engine.kv.scan({ part: PART })).toEqual([]);
      expect(await engine.queue.receive('q', { max: 1, leaseMs: 1 })).toEqual([]);
      expect(await engine.logs.read(stream, { limit: 1 })).toEqual([]);
      expect(await engine.blobs.has(id)).toBe(false);
      await engine.kv.transact([], (tx) => tx.put(row('a'), bytes('2')));
      await engine.blobs.create([bytes('blob')]);
      expect(text(await engine.kv.get(row('a')))).toBe('2');
      expect(await engine.blobs.has(id)).toBe(true);
    });

    it('under load ends, and so does the load', async () => {
      const { engine } = subject();
      const writes = Array.from({ length: 200 }, (_, n) =>
        engine.kv.transact([row(n)], (tx) => tx.put(row(n), bytes('1'))),
      );
      await Promise.all([...writes, engine.reset(), engine.reset()]);
      await engine.reset();
      expect(await engine.kv.scan({ part: PART })).toEqual([]);
    });
  });

  describe('a closed engine', () => {
    it('has finished what it was given, and refuses more', async () => {
      const { engine } = subject();
      const last = engine.kv.transact([row('a')], (tx) => tx.put(row('a'), bytes('1')));
      await engine.close();
      await expect(last).resolves.toBeUndefined();
      const late = engine.kv.transact([row('a')], (tx) => tx.put(row('a'), bytes('2')));
      await expect(late).rejects.toMatchObject({ code: 'ERR_ENGINE_CLOSED' });
      await expect(engine.kv.get(row('a'))).rejects.toMatchObject({ code: 'ERR_ENGINE_CLOSED' });
      await engine.close();
    });
  });
}
