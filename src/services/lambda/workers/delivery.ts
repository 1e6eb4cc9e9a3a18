import type { DurableQueue, Leased } from '../../../engine/interface.ts';
import type { Clock, Timer } from '../../../platform/clock.ts';

/** One message that a worker holds; its lease is renewed until the worker lets go of it. */
export interface Delivery {
  /** How often it has been delivered. */
  deliveries(): number;
  /** Goes on under another delivery of the same message. */
  renew(message: Leased): void;
  /** Gives it back, to be delivered again after `delayMs`. */
  release(delayMs: number): Promise<void>;
  /** Removes it for good. */
  remove(): Promise<void>;
  /** Stops renewing. */
  end(): void;
}

/** Short, because it is also how long a message of a killed process stays hidden. */
export const LEASE_MS = 60_000;
const RENEW_AFTER_MS = 20_000;

interface Parts {
  queue: DurableQueue;
  name: string;
  clock: Clock;
}

export function createDelivery({ queue, name, clock }: Parts, first: Leased): Delivery {
  let message = first;
  let timer: Timer | undefined;
  const schedule = (): void => {
    timer = clock.after(RENEW_AFTER_MS, async () => {
      await queue.extend(name, message.receipt, LEASE_MS);
      if (timer) schedule();
    });
  };
  const end = (): void => {
    timer?.cancel();
    timer = undefined;
  };
  schedule();
  return {
    deliveries: () => message.receives,
    renew(next) {
      message = next;
    },
    async release(delayMs) {
      end();
      await queue.extend(name, message.receipt, delayMs);
    },
    async remove() {
      end();
      await queue.ack(name, message.receipt);
    },
    end,
  };
}
