import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, createClock } from '../platform/clock.ts';
import { createStartGate, type StartGate } from './start-gate.ts';

let clock: Clock;
beforeEach(() => void (clock = createClock()));
afterEach(() => clock.close());

/** Sends so many in. @returns those that are in, by number, with what lets them out */
function send(gate: StartGate, count: number): Map<number, () => void> {
  const inside = new Map<number, () => void>();
  for (let each = 0; each < count; each++)
    void gate.enter().then((leave) => inside.set(each, leave));
  return inside;
}

async function entered(inside: Map<number, unknown>, count: number): Promise<void> {
  await expect.poll(() => inside.size, { interval: 1 }).toBe(count);
}

describe('the gate of cold starts', () => {
  it('lets so many in, and the next for each that leaves, in their order', async () => {
    const gate = createStartGate({ clock, atOnce: 2, hasRoom: () => false });
    const inside = send(gate, 5);
    await entered(inside, 2);
    inside.get(0)!();
    inside.get(0)!(); // once is enough
    await entered(inside, 3);
    inside.get(2)!();
    await entered(inside, 4);
    expect([...inside.keys()]).toEqual([0, 1, 2, 3]);
  });

  it('lets more in while the processors have room', async () => {
    let looks = 0;
    const gate = createStartGate({ clock, atOnce: 2, hasRoom: () => ++looks > 1 });
    const inside = send(gate, 7);
    await entered(inside, 7);
    expect(looks).toBe(4); // full, then three times two more
  });

  it('does not wait for an INIT that takes long', async () => {
    const gate = createStartGate({ clock, atOnce: 1, holdMs: 5, hasRoom: () => false });
    await entered(send(gate, 3), 3);
  });

  it('asks the system by itself', async () => {
    await entered(send(createStartGate({ clock, atOnce: 1, holdMs: 50 }), 2), 2);
  });
});
