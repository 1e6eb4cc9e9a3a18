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
  order: number;
  task: () => void | Promise<void>;
}

/** `setTimeout` fires at once for delays beyond this. */
const LONGEST_NATIVE_TIMEOUT_MS = 2 ** 31 - 1;

/**
 * @param options.startEpochMs begin at this virtual time instead of the wall clock's
 * @param options.frozen time stands still unless advanced (tests that need exact instants)
 * @param options.onError called when a scheduled task throws; the clock goes on
 */
// oxlint-disable-next-line max-lines-per-function -- the parts of a clock share its timers and its offset
export function createClock(
  options: { startEpochMs?: number; frozen?: boolean; onError?: (error: unknown) => void } = {},
): Clock {
  const bootEpochMs = Date.now();
  let offset = (options.startEpochMs ?? bootEpochMs) - bootEpochMs;
  let scheduled: Scheduled[] = []; // ascending by due time, then by order of scheduling
  let order = 0;
  let native: NodeJS.Timeout | undefined;
  let closed = false;
  const realTimers = new Set<NodeJS.Timeout>();

  const now = (): number => (options.frozen ? bootEpochMs : Date.now()) + offset;

  const run = async (task: Scheduled['task']): Promise<void> => {
    try {
      await task();
    } catch (error) {
      if (options.onError) options.onError(error);
      else throw error;
    }
  };

  const arm = (): void => {
    clearTimeout(native);
    const next = scheduled[0];
    if (!next || options.frozen || closed) return;
    const delayMs = Math.min(Math.max(0, next.atEpochMs - now()), LONGEST_NATIVE_TIMEOUT_MS);
    native = setTimeout(fireDue, delayMs);
    native.unref();
  };

  const fireDue = (): void => {
    for (let next = scheduled[0]; next && next.atEpochMs <= now(); next = scheduled[0]) {
      scheduled.shift();
      void run(next.task);
    }
    arm();
  };

  const insert = (entry: Scheduled): void => {
    let low = 0;
    let high = scheduled.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (scheduled[middle]!.atEpochMs <= entry.atEpochMs) low = middle + 1;
      else high = middle;
    }
    scheduled.splice(low, 0, entry);
    if (low === 0) arm();
  };

  const at: Clock['at'] = (atEpochMs, task) => {
    const entry = { atEpochMs, order: order++, task };
    if (!closed) insert(entry);
    return {
      cancel() {
        const index = scheduled.indexOf(entry);
        if (index >= 0) scheduled.splice(index, 1);
        if (index === 0) arm();
      },
    };
  };

  return {
    now,
    monotonicMs: () => performance.now(),
    at,
    after: (delayMs, task) => at(now() + delayMs, task),
    realTimeout(delayMs, task) {
      const timer = setTimeout(() => {
        realTimers.delete(timer);
        task();
      }, delayMs);
      realTimers.add(timer);
      return {
        cancel() {
          clearTimeout(timer);
          realTimers.delete(timer);
        },
      };
    },
    async advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`Time moves forward only; got ${ms} ms.`);
      const target = now() + ms;
      for (let next = scheduled[0]; next && next.atEpochMs <= target; next = scheduled[0]) {
        scheduled.shift();
        offset += Math.max(0, next.atEpochMs - now());
        await run(next.task);
      }
      offset += Math.max(0, target - now());
      arm();
    },
    offsetMs: () => offset,
    close() {
      closed = true;
      clearTimeout(native);
      for (const timer of realTimers) clearTimeout(timer);
      realTimers.clear();
      scheduled = [];
    },
  };
}
