import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Subject } from './describe-engine.ts';
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
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('receive' as const),
      max: fc.integer({ min: 1, max: 4 }),
      leaseMs: ms,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('ack' as const, 'extend' as const),
      delivery: fc.nat(20),
      leaseMs: ms,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('advance' as const), ms }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'purge' as const }) },
);

/** The queue as a list of messages in order of arrival. */
class QueueModel {
  messages: ModelMessage[] = [];

  receive(now: number, max: number, leaseMs: number): Pick<Delivery, 'id' | 'receives'>[] {
    const due = this.messages.filter((message) => message.dueEpochMs <= now);
    const wanted = due.toSorted((a, b) => a.dueEpochMs - b.dueEpochMs).slice(0, max);
    for (const message of wanted) {
      message.receives++;
      message.dueEpochMs = now + leaseMs;
    }
    return wanted.map(pick);
  }

  /** The message, if this is its latest delivery. */
  find(delivery: Delivery): ModelMessage | undefined {
    return this.messages.find(
      ({ id, receives }) => id === delivery.id && receives === delivery.receives,
    );
  }

  stats(now: number): object {
    const visible = this.messages.filter((message) => message.dueEpochMs <= now).length;
    const hidden = this.messages.filter((message) => message.dueEpochMs > now);
    const inFlight = hidden.filter((message) => message.receives > 0).length;
    return { visible, inFlight, delayed: hidden.length - inFlight };
  }
}

function pick({ id, receives }: ModelMessage | Delivery): Pick<Delivery, 'id' | 'receives'> {
  return { id, receives };
}

/** @returns what the engine answered, and what the model says it should have */
async function replay(
  { engine: { queue }, clock }: Subject,
  steps: readonly Step[],
): Promise<{ given: unknown[]; expected: unknown[] }> {
  const given: unknown[] = [];
  const expected: unknown[] = [];
  const model = new QueueModel();
  const deliveries: Delivery[] = [];
  let sent = 0;
  for (const each of steps) {
    const now = clock.now();
    if (each.kind === 'send') {
      const id = String(sent++);
      await queue.send('q', [{ id, body: bytes(id), delayMs: each.delayMs }]);
      model.messages.push({ id, dueEpochMs: now + each.delayMs, receives: 0 });
    } else if (each.kind === 'advance') await clock.advance(each.ms);
    else if (each.kind === 'purge') {
      await queue.purge('q');
      model.messages = [];
    } else if (each.kind === 'receive') {
      const got = await queue.receive('q', { max: each.max, leaseMs: each.leaseMs });
      deliveries.push(...got);
      given.push(got.map(pick));
      expected.push(model.receive(now, each.max, each.leaseMs));
    } else {
      const delivery = deliveries[each.delivery % Math.max(1, deliveries.length)];
      if (!delivery) continue;
      const message = model.find(delivery);
      expected.push(message !== undefined);
      if (each.kind === 'ack') {
        given.push(await queue.ack('q', delivery.receipt));
        model.messages = model.messages.filter((other) => other !== message);
      } else {
        given.push(await queue.extend('q', delivery.receipt, each.leaseMs));
        if (message) message.dueEpochMs = now + each.leaseMs;
      }
    }
    given.push(await queue.stats('q'));
    expected.push(model.stats(clock.now()));
  }
  return { given, expected };
}

export function describeQueueModel(subject: () => Subject): void {
  it('behaves as a list of messages does, whatever is done to it', async () => {
    const run = async (steps: readonly Step[]): Promise<void> => {
      await subject().engine.reset();
      const { given, expected } = await replay(subject(), steps);
      expect(given).toEqual(expected);
    };
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 25 }), run), { numRuns: 60 });
  });
}
