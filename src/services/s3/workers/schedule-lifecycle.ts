import type { Timer } from '../../../platform/clock.ts';
import type { ServiceHost } from '../../context.ts';

const DAY_MS = 86_400_000;

export interface Lifecycle {
  stop(): Promise<void>;
}

/** Once a day, at midnight UTC, as AWS does. What was not done when a process ended is done on the next day. */
export function startLifecycle(host: ServiceHost): Lifecycle {
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  let timer: Timer;
  const schedule = (): void => {
    const midnight = (Math.floor(host.clock.now() / DAY_MS) + 1) * DAY_MS;
    timer = host.clock.at(midnight, async () => {
      running = applyToday(host, () => isStopped);
      try {
        await running;
      } finally {
        if (!isStopped) schedule();
      }
    });
  };
  schedule();
  return {
    async stop() {
      isStopped = true;
      timer.cancel();
      await running.catch(() => {}); // the clock has reported it
    },
  };
}

/** The code is loaded on the first midnight: most stacks never see one. */
async function applyToday(host: ServiceHost, isStopped: () => boolean): Promise<void> {
  const { applyLifecycle } = await import('./apply-lifecycle.ts');
  return applyLifecycle(host, isStopped);
}
