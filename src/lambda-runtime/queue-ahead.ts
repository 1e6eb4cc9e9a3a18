import { availableParallelism } from 'node:os';
import type { Clock } from '../platform/clock.ts';
import { MOST_RECORDS } from './event-pipe.ts';
import type { Instance } from './instance.ts';
import type { Invocation } from './invocation.ts';

/** Slower handlers get an instance for each concurrent event, as on AWS. */
const FAST_US = 1000;
/** As many events wait inside an instance as it is expected to handle within this. */
const WAIT_US = 2000;
/** Whoever waits behind an event that takes longer than this goes to a free instance, if there is one. */
const STALL_MS = 5;
/** After this a new one is made: with fewer, a machine short of processors would only get more to do. */
const LONG_STALL_MS = 20;
/** This many instances are put to work before events queue: one for every second processor. */
const SPREAD = Math.max(1, availableParallelism() >> 1);
/** The weight of one more measurement in the moving average. */
const WEIGHT = 1 / 8;

/**
 * Lets events of very fast functions wait inside busy instances instead of waking further ones
 * (docs/adr/0005-queue-ahead.md): a wake-up costs several times what such a handler does.
 */
export class QueueAhead {
  readonly #clock: Clock;
  /** How long the handler takes, on average; unknown at first. */
  #typicalUs = Infinity;
  /** Instances that may be busy and have room, each once, the one to be filled first at the end. */
  readonly #roomy: Instance[] = [];
  /** The same ones. */
  readonly #listed = new Set<Instance>();
  /** Instances inside which something waits, or did lately. */
  readonly #waiting = new Set<Instance>();
  #isWatching = false;

  readonly #hasFree: () => boolean;

  constructor(clock: Clock, hasFree: () => boolean) {
    this.#clock = clock;
    this.#hasFree = hasFree;
  }

  /** @returns false when the invocation needs an instance of its own */
  take(invocation: Invocation, busyCount: number): boolean {
    const depth = this.#depth();
    if (depth === 0 || busyCount < SPREAD) return false;
    for (let top = this.#roomy.at(-1); top; top = this.#roomy.at(-1)) {
      if (top.aheadCount < depth && top.invokeAhead(invocation)) {
        this.#waiting.add(top);
        this.#watch();
        return true;
      }
      this.#roomy.pop();
      this.#listed.delete(top);
    }
    return false;
  }

  onBusy(instance: Instance): void {
    if (this.#depth() > 0) this.#list(instance);
  }

  onDead(instance: Instance): void {
    if (this.#listed.delete(instance)) this.#roomy.splice(this.#roomy.indexOf(instance), 1);
    this.#waiting.delete(instance);
  }

  #list(instance: Instance): void {
    if (this.#listed.has(instance)) return;
    this.#listed.add(instance);
    this.#roomy.push(instance);
  }

  onAnswer(instance: Instance, handlerUs: number | undefined): void {
    if (handlerUs === undefined) return;
    this.#learn(handlerUs);
    if (instance.aheadCount > 0 && this.#depth() > 0) this.#list(instance);
  }

  #depth(): number {
    if (this.#typicalUs > FAST_US) return 0;
    return Math.min(MOST_RECORDS, Math.floor(WAIT_US / Math.max(1, this.#typicalUs)));
  }

  #learn(handlerUs: number): void {
    this.#typicalUs =
      this.#typicalUs === Infinity
        ? handlerUs
        : this.#typicalUs + (handlerUs - this.#typicalUs) * WEIGHT;
  }

  #watch(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    const dueMs = this.#clock.monotonicMs() + STALL_MS;
    this.#clock.realTimeout(STALL_MS, () => {
      this.#isWatching = false;
      this.#relieve(dueMs);
    });
  }

  #relieveOne(instance: Instance, nowMs: number): void {
    const stalledMs = instance.stalledMs(nowMs);
    if (stalledMs <= (this.#hasFree() ? STALL_MS : LONG_STALL_MS)) return;
    this.#learn(stalledMs * 1000);
    instance.giveBack();
  }

  #relieve(dueMs: number): void {
    const nowMs = this.#clock.monotonicMs();
    // Brume itself was late: answers may be here already that it has not read.
    const isLate = nowMs - dueMs > STALL_MS;
    for (const instance of this.#waiting) {
      if (instance.aheadCount === 0) this.#waiting.delete(instance);
      else if (!isLate) this.#relieveOne(instance, nowMs);
    }
    if (this.#waiting.size > 0) this.#watch();
  }
}
