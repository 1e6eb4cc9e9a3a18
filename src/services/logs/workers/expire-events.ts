import type { ServiceHost } from '../../context.ts';
import { createStore } from '../../store.ts';
import { removeDropped } from '../dropped-streams.ts';
import { DAY_MS, EXPIRY_INTERVAL_MS } from '../limits.ts';
import { dropped, expiring, streams } from '../store.ts';

/**
 * Removes expired events, and the events of deleted streams that a crash left behind. Readers never
 * show either, so it does not matter when this runs, or that it runs twice.
 */
export function startExpiry(host: ServiceHost): {
  tick(nowEpochMs: number): Promise<void>;
  stop(): Promise<void>;
} {
  // The tables that name scopes are not scoped themselves; any account and region reads them.
  const index = createStore(host.engine, host.defaultAccount, host.defaultRegion);
  let isStopped = false;

  const tick = async (nowEpochMs: number): Promise<void> => {
    for (const { key } of await index.scan(dropped)) {
      const [account, region, group, stream] = key as [string, string, string, string];
      await removeDropped(host.context({ account, region }), group, stream);
    }
    for (const { key, value } of await index.scan(expiring)) {
      const [account, region, group] = key as [string, string, string];
      const { store } = host.context({ account, region });
      for (const stream of await store.scan(streams, { prefix: [group] })) {
        if (isStopped) return;
        const ref = { scope: store.scope, group, stream: stream.value.name };
        await host.engine.logs.drop(ref, nowEpochMs - value.days * DAY_MS);
      }
    }
  };

  let running: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    running = tick(host.clock.now());
    try {
      await running;
    } finally {
      if (!isStopped) timer = host.clock.after(EXPIRY_INTERVAL_MS, run);
    }
  };
  let timer = host.clock.after(0, run);
  return {
    tick,
    async stop() {
      isStopped = true;
      timer.cancel();
      await running.catch(() => {}); // the clock has reported it
    },
  };
}
