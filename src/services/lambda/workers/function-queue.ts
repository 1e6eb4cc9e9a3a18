import type { Leased } from '../../../engine/interface.ts';
import {
  asyncQueueOf,
  backOffMs,
  fromMessage,
  type FunctionKey,
  toMessage,
} from '../async-event.ts';
import { attempt, type Outcome, type QueueParts } from './attempt.ts';
import { createDelivery, type Delivery, LEASE_MS } from './delivery.ts';

/** Events of one function run at once; more wait in the queue. Each is a process of its own on this machine. */
const MAX_IN_FLIGHT = 32;
const BATCH = 16;
const LONG_WAIT_MS = 60_000;

/**
 * Runs the asynchronous events of one function. At least once: an event leaves the queue only when its
 * outcome is durable, so what a killed process was running is delivered again when its lease ends.
 */
export class FunctionQueue {
  readonly #parts: QueueParts;
  readonly #queue: string;
  readonly #stopping = new AbortController();
  readonly #inFlight = new Map<string, { delivery: Delivery; finished: Promise<void> }>();
  readonly #receiving: Promise<void>;

  constructor(parts: QueueParts, owner: FunctionKey) {
    this.#parts = parts;
    this.#queue = asyncQueueOf(owner);
    this.#receiving = this.#receive().catch((error: unknown) => {
      if (this.#stopping.signal.aborted) return;
      this.#report(`Asynchronous events of ${owner.name} are no longer received`, error);
    });
  }

  /** Resolves when no event is being run; more may be waiting for their time. */
  async idle(): Promise<void> {
    while (this.#inFlight.size > 0) await Promise.all(this.#finishing());
  }

  /** Takes no more events; resolves when those that run have ended. Events cut off stay in the queue. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#receiving;
    await this.idle();
  }

  /** Lets go of events whose functions do not end. */
  abandon(): void {
    for (const { delivery } of this.#inFlight.values()) delivery.end();
  }

  #finishing(): Promise<void>[] {
    return [...this.#inFlight.values()].map((each) => each.finished);
  }

  async #receive(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const free = MAX_IN_FLIGHT - this.#inFlight.size;
      if (free <= 0) {
        await Promise.race(this.#finishing());
        continue;
      }
      const messages = await this.#parts.host.engine.queue.receive(this.#queue, {
        max: Math.min(free, BATCH),
        leaseMs: LEASE_MS,
        waitMs: LONG_WAIT_MS,
        signal,
      });
      for (const message of messages) this.#accept(message);
    }
  }

  #accept(message: Leased): void {
    const known = this.#inFlight.get(message.id);
    if (known) {
      // Its lease ended while it runs (time was moved far ahead): carry on under the new receipt.
      known.delivery.renew(message);
      return;
    }
    const { engine, clock } = this.#parts.host;
    const delivery = createDelivery({ queue: engine.queue, name: this.#queue, clock }, message);
    const finished = this.#run(message, delivery).finally(() => this.#inFlight.delete(message.id));
    this.#inFlight.set(message.id, { delivery, finished });
  }

  async #run(message: Leased, delivery: Delivery): Promise<void> {
    try {
      const outcome = await attempt(this.#parts, fromMessage(message));
      await this.#settle(message, delivery, outcome);
    } catch (error) {
      if (!this.#stopping.signal.aborted)
        this.#report('An asynchronous event could not be settled', error);
    } finally {
      delivery.end();
    }
  }

  async #settle(message: Leased, delivery: Delivery, outcome: Outcome): Promise<void> {
    // A function cut off by our own stop has not failed; its event is delivered again.
    if (this.#stopping.signal.aborted && outcome.kind !== 'done') return;
    if (outcome.kind === 'back-off') return delivery.release(backOffMs(delivery.deliveries()));
    const { engine, log } = this.#parts.host;
    if (outcome.kind === 'retry') {
      await engine.queue.send(this.#queue, [toMessage(outcome.event, outcome.delayMs)]);
    }
    const event = fromMessage(message);
    // First told, then forgotten: a crash in between tells a destination twice rather than never.
    if (outcome.kind !== 'retry') {
      for (const told of outcome.told) await this.#parts.deliver(event, told);
    }
    await delivery.remove();
    if (outcome.kind === 'drop') {
      const { name, requestId } = event;
      log.warn(`An asynchronous event of ${name} was dropped: ${outcome.reason}`, {
        name,
        requestId,
      });
    }
  }

  #report(message: string, error: unknown): void {
    this.#parts.host.log.error(message, { code: 'ERR_UNEXPECTED', error });
  }
}
