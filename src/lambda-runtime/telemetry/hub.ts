import type { Clock } from '../../platform/clock.ts';
import type { TelemetryCategory, TelemetryEvent } from './event.ts';
import { Subscriber } from './subscriber.ts';
import type { Subscription } from './subscription.ts';

/** What happened before anybody could subscribe is kept for them, within reason. */
const MOST_KEPT_EVENTS = 1000;
const MOST_KEPT_BYTES = 1_048_576;

/**
 * Hands an environment's events to its subscribers. Subscriptions are open during INIT; what happens
 * until they close is kept for whoever comes, what a reset left unsaid included.
 */
export class TelemetryHub {
  /** False on every function without subscribers once INIT is over: then nothing need be published. */
  isListening = true;
  #isOpen = true;
  readonly #clock: Clock;
  #kept: TelemetryEvent[] = [];
  #keptBytes = 0;
  #subscribers: Subscriber[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  publish(category: TelemetryCategory, type: string, record: unknown): void {
    if (!this.isListening) return;
    const event: TelemetryEvent = { atEpochMs: this.#clock.now(), category, type, record };
    if (this.#isOpen) this.#keep(event);
    for (const subscriber of this.#subscribers) subscriber.add(event);
  }

  #keep(event: TelemetryEvent): void {
    if (this.#kept.length >= MOST_KEPT_EVENTS || this.#keptBytes >= MOST_KEPT_BYTES) return;
    this.#kept.push(event);
    if (typeof event.record === 'string') this.#keptBytes += event.record.length;
  }

  /**
   * Adds a subscriber, or replaces the subscription of the same name.
   * @returns why not: subscriptions are closed, or the other API was used before
   */
  subscribe(name: string, subscription: Subscription): 'closed' | 'other-api' | undefined {
    if (!this.#isOpen) return 'closed';
    if (this.#subscribers.some((each) => each.subscription.api !== subscription.api)) {
      return 'other-api';
    }
    const known = this.#subscribers.findIndex((each) => each.name === name);
    if (known >= 0) this.#subscribers.splice(known, 1)[0]?.close();
    const subscriber = new Subscriber(name, subscription, this.#clock, (dropped) =>
      this.publish('platform', 'platform.logsDropped', dropped),
    );
    this.#subscribers.push(subscriber);
    for (const event of this.#kept) subscriber.add(event);
    return undefined;
  }

  /** INIT is over. */
  close(): void {
    this.#isOpen = false;
    this.#kept = [];
    this.#keptBytes = 0;
    this.isListening = this.#subscribers.length > 0;
  }

  /** The processes have gone, and their subscriptions with them; the next INIT opens anew. */
  reopen(): void {
    for (const subscriber of this.#subscribers) subscriber.close();
    this.#subscribers = [];
    this.#isOpen = true;
    this.isListening = true;
  }

  flush(): void {
    for (const subscriber of this.#subscribers) subscriber.flush();
  }

  pause(): void {
    for (const subscriber of this.#subscribers) subscriber.pause();
  }

  resume(): void {
    for (const subscriber of this.#subscribers) subscriber.resume();
  }
}
