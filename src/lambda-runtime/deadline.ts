import type { Clock, Timer } from '../platform/clock.ts';

/**
 * Calls when a moment has passed, unless it is moved or lifted before. Moving it later costs nothing:
 * the timer that is there already looks again when it fires. Every invocation has one.
 */
export class Deadline {
  readonly #clock: Clock;
  readonly #onDue: () => void;
  #atMs = Infinity;
  #timer: Timer | undefined;
  #timerAtMs = Infinity;

  constructor(clock: Clock, onDue: () => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  /** @param atMs on the monotonic clock */
  set(atMs: number): void {
    this.#atMs = atMs;
    if (this.#timerAtMs <= atMs) return;
    this.#timer?.cancel();
    this.#timerAtMs = atMs;
    const delayMs = Math.max(0, atMs - this.#clock.monotonicMs());
    this.#timer = this.#clock.realTimeout(delayMs, () => this.#look());
  }

  lift(): void {
    this.#atMs = Infinity;
  }

  close(): void {
    this.lift();
    this.#timer?.cancel();
  }

  #look(): void {
    this.#timerAtMs = Infinity;
    const atMs = this.#atMs;
    if (atMs === Infinity) return;
    if (this.#clock.monotonicMs() < atMs) return this.set(atMs);
    this.#atMs = Infinity;
    this.#onDue();
  }
}
