/**
 * The one source of time (design law 4). Virtual time flows like the wall clock and can be moved
 * forward; schedules, retries, TTLs, visibility timeouts and tokens follow it. Real time serves
 * what happens in the world outside: how long a function has run, how long a socket was silent.
 */

export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Virtual time in epoch milliseconds. */
  now(): number;
  /** Real milliseconds since an arbitrary start; never moved by `advance`. */
  monotonicMs(): number;
  /** Runs `task` once virtual time has reached `atEpochMs`. A returned promise is awaited by `advance`. */
  at(atEpochMs: number, task: () => void | Promise<void>): Timer;
  /** Runs `task` after `delayMs` of virtual time. */
  after(delayMs: number, task: () => void | Promise<void>): Timer;
  /** Runs `task` after `delayMs` of real time, for guards on sockets and processes. */
  realTimeout(delayMs: number, task: () => void): Timer;
  /**
   * Moves virtual time forward and runs everything that became due, in order of due time, each
   * with `now()` at (or after) its own due time. Resolves when all of it has finished.
   */
  advance(ms: number): Promise<void>;
  /** How far virtual time is ahead of the wall clock, in milliseconds. */
  offsetMs(): number;
  /** Cancels every timer. */
  close(): void;
}

interface Scheduled {
  atEpochMs: number;
  task: () => void | Promise<void>;
}

export interface ClockOptions {
  /** Begin at this virtual time instead of the wall clock's. */
  startEpochMs?: number;
  /** Time stands still unless advanced, for tests that need exact instants. */
  frozen?: boolean;
  /** Called when a scheduled task throws; the clock goes on. */
  onError?: (error: unknown) => void;
}

/** `setTimeout` fires at once for delays beyond this. */
const LONGEST_NATIVE_TIMEOUT_MS = 2 ** 31 - 1;

export function createClock(options: ClockOptions = {}): Clock {
  return new VirtualClock(options);
}

class VirtualClock implements Clock {
  readonly #options: ClockOptions;
  readonly #bootEpochMs = Date.now();
  readonly #realTimers = new Set<NodeJS.Timeout>();
  #offsetMs: number;
  /** Ascending by due time, then by order of scheduling. */
  #scheduled: Scheduled[] = [];
  #native: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: ClockOptions) {
    this.#options = options;
    this.#offsetMs = (options.startEpochMs ?? this.#bootEpochMs) - this.#bootEpochMs;
  }

  /** Bound, because loggers and others take it as a function of its own. */
  readonly now = (): number =>
    (this.#options.frozen ? this.#bootEpochMs : Date.now()) + this.#offsetMs;

  monotonicMs(): number {
    return performance.now();
  }

  offsetMs(): number {
    return this.#offsetMs;
  }

  at(atEpochMs: number, task: Scheduled['task']): Timer {
    const entry = { atEpochMs, task };
    if (!this.#closed) this.#insert(entry);
    return { cancel: () => this.#remove(entry) };
  }

  after(delayMs: number, task: Scheduled['task']): Timer {
    return this.at(this.now() + delayMs, task);
  }

  realTimeout(delayMs: number, task: () => void): Timer {
    const timer = setTimeout(() => {
      this.#realTimers.delete(timer);
      task();
    }, delayMs);
    this.#realTimers.add(timer);
    return {
      cancel: () => {
        clearTimeout(timer);
        this.#realTimers.delete(timer);
      },
    };
  }

  async advance(ms: number): Promise<void> {
    if (!(ms >= 0)) throw new RangeError(`Time moves forward only; got ${ms} ms.`);
    const target = this.now() + ms;
    for (
      let next = this.#scheduled[0];
      next && next.atEpochMs <= target;
      next = this.#scheduled[0]
    ) {
      this.#scheduled.shift();
      this.#offsetMs += Math.max(0, next.atEpochMs - this.now());
      await this.#run(next.task);
    }
    this.#offsetMs += Math.max(0, target - this.now());
    this.#arm();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#native);
    for (const timer of this.#realTimers) clearTimeout(timer);
    this.#realTimers.clear();
    this.#scheduled = [];
  }

  #insert(entry: Scheduled): void {
    let low = 0;
    let high = this.#scheduled.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#scheduled[middle]!.atEpochMs <= entry.atEpochMs) low = middle + 1;
      else high = middle;
    }
    this.#scheduled.splice(low, 0, entry);
    if (low === 0) this.#arm();
  }

  #remove(entry: Scheduled): void {
    const index = this.#scheduled.indexOf(entry);
    if (index >= 0) this.#scheduled.splice(index, 1);
    if (index === 0) this.#arm();
  }

  /** Sets the one native timer to the next due time. */
  #arm(): void {
    clearTimeout(this.#native);
    const next = this.#scheduled[0];
    if (!next || this.#options.frozen || this.#closed) return;
    const delayMs = Math.min(Math.max(0, next.atEpochMs - this.now()), LONGEST_NATIVE_TIMEOUT_MS);
    this.#native = setTimeout(() => this.#fireDue(), delayMs);
    this.#native.unref();
  }

  #fireDue(): void {
    for (
      let next = this.#scheduled[0];
      next && next.atEpochMs <= this.now();
      next = this.#scheduled[0]
    ) {
      this.#scheduled.shift();
      void this.#run(next.task);
    }
    this.#arm();
  }

  async #run(task: Scheduled['task']): Promise<void> {
    try {
      await task();
    } catch (error) {
      if (!this.#options.onError) throw error;
      this.#options.onError(error);
    }
  }
}
