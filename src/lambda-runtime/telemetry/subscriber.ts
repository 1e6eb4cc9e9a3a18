import type { Clock, Timer } from '../../platform/clock.ts';
import { createSender, type Sender } from './destination.ts';
import { encodeEvent, type TelemetryEvent } from './event.ts';
import type { Subscription } from './subscription.ts';

/** More than this many full batches wait: the subscriber has fallen behind, and what follows is dropped. */
const MOST_WAITING_BATCHES = 4;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1000;
const MOST_ATTEMPTS = 8;

/** AWS's own words: https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html#platform-logsDropped */
const TOO_SLOW =
  'Some logs were dropped because the downstream consumer is slower than the logs production rate';

export interface Dropped {
  reason: string;
  droppedRecords: number;
  droppedBytes: number;
}

/** One subscriber: gathers events as it asked, delivers them in order, one batch at a time. */
export class Subscriber {
  readonly name: string;
  readonly subscription: Subscription;
  readonly #clock: Clock;
  readonly #sender: Sender;
  readonly #onDropped: (dropped: Dropped) => void;
  #waiting: string[] = [];
  #waitingBytes = 0;
  #timer: Timer | undefined;
  #isSending = false;
  #isPaused = false;
  #isClosed = false;
  #lost: Dropped | undefined;

  constructor(
    name: string,
    subscription: Subscription,
    clock: Clock,
    onDropped: (dropped: Dropped) => void,
  ) {
    this.name = name;
    this.subscription = subscription;
    this.#clock = clock;
    this.#onDropped = onDropped;
    this.#sender = createSender(subscription.destination, clock);
  }

  add(event: TelemetryEvent): void {
    if (this.#isClosed || !this.subscription.categories.includes(event.category)) return;
    const text = encodeEvent(event, this.subscription.api);
    if (text === undefined) return;
    const { maxBytes, maxItems, timeoutMs } = this.subscription;
    const bytes = Buffer.byteLength(text);
    if (this.#waitingBytes + bytes > MOST_WAITING_BATCHES * maxBytes) {
      return this.#drop(1, bytes, TOO_SLOW);
    }
    this.#waiting.push(text);
    this.#waitingBytes += bytes;
    if (this.#waiting.length >= maxItems || this.#waitingBytes >= maxBytes) this.flush();
    else this.#timer ??= this.#clock.realTimeout(timeoutMs, () => this.flush());
  }

  /** Delivers what waits, now. */
  flush(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (!this.#isSending && !this.#isPaused) void this.#sendAll();
  }

  /** The environment is frozen: nobody would answer. */
  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    if (this.#waiting.length > 0 && !this.#timer) this.flush();
  }

  close(): void {
    this.#isClosed = true;
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#waiting = [];
    this.#sender.close();
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true;
    while (this.#waiting.length > 0 && !this.#isPaused && !this.#isClosed) {
      const batch = this.#takeBatch();
      const error = await this.#deliver(batch);
      if (error === undefined) this.#tellOfLoss();
      else this.#drop(batch.length, sizeOf(batch), error);
    }
    this.#isSending = false;
  }

  /** @returns why it was not delivered, in the end */
  async #deliver(batch: readonly string[]): Promise<string | undefined> {
    let pauseMs = FIRST_PAUSE_MS;
    for (let attempt = 1; !this.#isClosed; attempt++) {
      try {
        await this.#sender.send(batch);
        return undefined;
      } catch (error) {
        if (attempt === MOST_ATTEMPTS) {
          return error instanceof Error ? error.message : String(error);
        }
      }
      await new Promise<void>((resolve) => void this.#clock.realTimeout(pauseMs, resolve));
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    }
    return 'the environment has ended';
  }

  #takeBatch(): string[] {
    const { maxBytes, maxItems } = this.subscription;
    let count = 0;
    let bytes = 0;
    for (const text of this.#waiting) {
      if (count === maxItems || (count > 0 && bytes >= maxBytes)) break;
      bytes += Buffer.byteLength(text);
      count += 1;
    }
    this.#waitingBytes -= bytes;
    return this.#waiting.splice(0, count);
  }

  #drop(records: number, bytes: number, reason: string): void {
    this.#lost ??= { reason, droppedRecords: 0, droppedBytes: 0 };
    this.#lost.droppedRecords += records;
    this.#lost.droppedBytes += bytes;
  }

  /** Once it listens (again): before, this too would be lost. */
  #tellOfLoss(): void {
    const lost = this.#lost;
    this.#lost = undefined;
    if (lost && !this.#isClosed) this.#onDropped(lost);
  }
}

function sizeOf(batch: readonly string[]): number {
  return batch.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}
