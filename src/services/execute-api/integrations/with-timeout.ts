import type { Clock } from '../../../platform/clock.ts';

/** Waits for `work` for at most `limitMs` of real time. @returns undefined when it took longer; it then goes on unwatched */
export async function withTimeout<T extends object>(
  clock: Clock,
  limitMs: number,
  work: Promise<T>,
): Promise<T | undefined> {
  let expire: (value: undefined) => void = () => {};
  const expired = new Promise<undefined>((resolve) => (expire = resolve));
  const timer = clock.realTimeout(limitMs, () => expire(undefined));
  // What fails after its time is up has nobody left to hear of it.
  work.catch(() => {});
  try {
    return await Promise.race([work, expired]);
  } finally {
    timer.cancel();
  }
}
