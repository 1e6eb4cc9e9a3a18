/** What every engine must do, whatever it stands on. */
import { afterEach, beforeEach, describe } from 'vitest';
import { type Clock, createClock } from '../../platform/clock.ts';
import { describeBlobs } from './blobs.ts';
import { describeBus } from './bus.ts';
import { describeKv } from './kv.ts';
import { describeKvModel } from './kv-model.ts';
import { describeLogs } from './logs.ts';
import { describeQueue } from './queue.ts';
import { describeQueueModel } from './queue-model.ts';
import { describeReset } from './reset.ts';
import type { Engine } from '../interface.ts';

/** The engine under test and the clock it follows, which stands still unless advanced. */
export interface Subject {
  engine: Engine;
  clock: Clock;
}

/** @param open gives an empty engine */
export function describeEngine(name: string, open: (clock: Clock) => Promise<Engine>): void {
  describe(`engine: ${name}`, () => {
    let opened: Subject;
    beforeEach(async () => {
      const clock = createClock({ frozen: true });
      opened = { clock, engine: await open(clock) };
    });
    afterEach(async () => {
      await opened.engine.close();
      opened.clock.close();
    });
    const subject = (): Subject => opened;
    describeKv(subject);
    describeKvModel(subject);
    describeQueue(subject);
    describeQueueModel(subject);
    describeLogs(subject);
    describeBlobs(subject);
    describeBus(subject);
    describeReset(subject);
  });
}
