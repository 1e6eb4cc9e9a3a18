import type { Clock, Timer } from '../platform/clock.ts';
import type { Leased } from './interface.ts';

/**
 * Tries at once, then again whenever the queue changed or a delay or lease ended, until there are
 * messages, `waitMs` of real time have passed, or a signal aborts. What was taken is never dropped.
 */
export function waitForMessages(options: {
  take: () => Promise<Leased[]>;
  waitMs: number;
  signals: readonly AbortSignal[];
  clock: Clock;
  /** The first instant after the given one at which a message becomes visible. */
  nextDue: (afterEpochMs: number) => Promise<number | undefined>;
  onChange: (wake: () => void) => () => void;
}): Promise<Leased[]> {
  const { take, waitMs, signals, clock, nextDue, onChange } = options;
  return new Promise((resolve, reject) => {
    let attempt: Promise<void> | undefined;
    let changed = false;
    let over = false;
    let timer: Timer | undefined;

    const finish = (end: () => void): void => {
      over = true;
      unsubscribe();
      timer?.cancel();
      guard.cancel();
      for (const signal of signals) signal.removeEventListener('abort', giveUp);
      end();
    };
    const run = async (): Promise<void> => {
      timer?.cancel();
      let due: number | undefined;
      do {
        changed = false;
        const lookedAtEpochMs = clock.now();
        const messages = await take();
        if (messages.length > 0 || over) return finish(() => resolve(messages));
        due = await nextDue(lookedAtEpochMs);
      } while (!over && (changed || (due !== undefined && due <= clock.now())));
      if (due !== undefined && !over) timer = clock.at(due, wake);
    };
    const wake = (): Promise<void> => {
      changed = true;
      attempt ??= run()
        .catch((error: unknown) => {
          // Whoever gave up has left; that nothing could be taken any more is no news to them.
          const answer = over ? (): void => resolve([]) : (): void => reject(error);
          finish(answer);
        })
        .finally(() => {
          attempt = undefined;
          // A change between the last look and now has found `attempt` set and relies on this.
          if (changed && !over) void wake();
          else if (over) finish(() => resolve([]));
        });
      return attempt;
    };
    const giveUp = (): void => {
      over = true;
      // An attempt under way may still bring messages; it ends the wait itself.
      if (!attempt) finish(() => resolve([]));
    };

    const unsubscribe = onChange(() => void wake());
    const guard = clock.realTimeout(waitMs, giveUp);
    for (const signal of signals) signal.addEventListener('abort', giveUp);
    void wake();
  });
}
