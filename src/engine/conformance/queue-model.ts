import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Subject } from '../conformance.ts';
import { bytes } from './rows.ts';

interface ModelMessage {
  id: string;
  dueEpochMs: number;
  receives: number;
}

interface Delivery {
  id: string;
  receipt: string;
  receives: number;
}

type Step =
  | { kind: 'send'; delayMs: number }
  | { kind: 'receive'; max: number; leaseMs: number }
  | { kind: 'ack' | 'extend'; delivery: number; leaseMs: number }
  | { kind: 'advance'; ms: number }
  | { kind: 'purge' };

const ms = fc.constantFrom(0, 1, 5, 10);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('send' as const), delayMs: ms }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('receive' as const), max: fc.integer({ min: 1, max: 4 }), leaseMs: ms }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('ack' as const, 'extend' as const), delivery: fc.nat(20), leaseMs: ms }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('advance' as const), ms }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'purge' as const }) },
);

/** Replays one run against an array of messages in order of arrival. */
async function replay({ engine, clock }: Subject, steps: readonly Step[]): Promise<void> {
  await engine.reset();
  let model: ModelMessage[] = [];
  const deliveries: Delivery[] = [];
  let sent = 0;
  for (const each of steps) {
    const now = clock.now();
    if (each.kind === 'send') {
      const id = String(sent++);
      await engine.queue.send('q', [{ id, body: bytes(id), delayMs: each.delayMs }]);
      model.push({ id, dueEpochMs: now + each.delayMs, receives: 0 });
    } else if (each.kind === 'advance') {
      await clock.advance(each.ms);
    } else if (each.kind === 'purge') {
      await engine.queue.purge('q');
      model = [];
    } else if (each.kind === 'receive') {
      const due = model.filter((message) => message.dueEpochMs <= now);
      const wanted = due.toSorted((a, b) => a.dueEpochMs - b.dueEpochMs).slice(0, each.max);
      const got = await engine.queue.receive('q', { max: each.max, leaseMs: each.leaseMs });
      for (const message of wanted) {
        message.receives++;
        message.dueEpochMs = now + each.leaseMs;
      }
      expect(got.map(({ id, receives }) => ({ id, receives }))).toEqual(wanted.map(({ id, receives }) => ({ id, receives })));
      deliveries.push(...got);
    } else {
      const delivery = deliveries[each.delivery % Math.max(1, deliveries.length)];
      if (!delivery) continue;
      const message = model.find(({ id, receives }) => id === delivery.id && receives === delivery.receives);
      if (each.kind === 'ack') {
        expect(await engine.queue.ack('q', delivery.receipt)).toBe(message !== undefined);
        model = model.filter((other) => other !== message);
      } else {
        expect(await engine.queue.extend('q', delivery.receipt, each.leaseMs)).toBe(message !== undefined);
        if (message) message.dueEpochMs = now + each.leaseMs;
      }
    }
    const visible = model.filter((message) => message.dueEpochMs <= clock.now()).length;
    const inFlight = model.filter((message) => message.dueEpochMs > clock.now() && message.receives > 0).length;
    expect(await engine.queue.stats('q')).toEqual({ visible, inFlight, delayed: model.length - visible - inFlight });
  }
}

export function describeQueueModel(subject: () => Subject): void {
  it('behaves as a list of messages does, whatever is done to it', async () => {
    const run = (steps: readonly Step[]): Promise<void> => replay(subject(), steps);
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 25 }), run), { numRuns: 60 });
  });
}
