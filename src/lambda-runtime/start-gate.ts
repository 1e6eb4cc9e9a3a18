import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Clock, Timer } from '../platform/clock.ts';

/** Starts under way at once; more only share the processors, and each takes longer. */
const AT_ONCE = 4 * availableParallelism();
/** An INIT that takes longer holds nobody up. */
const HOLD_MS = 1000;
/** How often it is looked whether the processors have room for more. */
const LOOK_MS = 25;

/**
 * Where environments wait before they start. AWS gives each a processor of its own for INIT, and 10 s;
 * a thousand that began together here would all run out of that time. INITs that wait for something
 * else than a processor (a network) leave the processors idle, and then let others in.
 */
export interface StartGate {
  /** Resolves when a start may begin, with what is to be called when its INIT is over. */
  enter(): Promise<() => void>;
}

interface Options {
  clock: Clock;
  hasRoom?: () => boolean;
  atOnce?: number;
  holdMs?: number;
}

export function createStartGate(options: Options): StartGate {
  const { clock, hasRoom = processorsHaveRoom, atOnce = AT_ONCE, holdMs = HOLD_MS } = options;
  const waiting: ((leave: () => void) => void)[] = [];
  let inside = 0;
  let looking: Timer | undefined;

  const pass = (): (() => void) => {
    inside += 1;
    let isInside = true;
    const leave = (): void => {
      if (!isInside) return;
      isInside = false;
      timer.cancel();
      inside -= 1;
      admit(atOnce - inside);
    };
    const timer = clock.realTimeout(holdMs, leave);
    return leave;
  };
  const admit = (count: number): void => {
    for (let left = count; left > 0 && waiting.length > 0; left--) waiting.shift()?.(pass());
    if (waiting.length > 0) looking ??= clock.realTimeout(LOOK_MS, look);
  };
  const look = (): void => {
    looking = undefined;
    admit(hasRoom() ? atOnce : 0);
  };
  return {
    enter: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        admit(atOnce - inside);
      }),
  };
}

/** No more is runnable than there are processors; where the system does not tell, they may have room. */
function processorsHaveRoom(): boolean {
  try {
    const [, runnable] = / (\d+)\/\d+ /.exec(readFileSync('/proc/loadavg', 'latin1')) ?? [];
    return runnable === undefined || Number(runnable) <= availableParallelism();
  } catch {
    return true;
  }
}
