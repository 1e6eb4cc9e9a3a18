import type { Context, ServiceHost } from '../../context.ts';
import { allItemStreams, itemStreamRecords, itemStreams } from '../../item-streams.ts';
import { createStore } from '../../store.ts';
import { RETENTION_MS, TRIM_INTERVAL_MS } from '../limits.ts';

const BATCH_ROWS = 100;

/** Removes records after a day, and closed streams with the last of theirs. Running twice does no harm. */
export function startTrimming(host: ServiceHost): { stop(): Promise<void> } {
  // The table names its scopes in its keys; any account and region reads it.
  const index = createStore(host.engine, host.defaultAccount, host.defaultRegion);
  let isStopped = false;

  const tick = async (): Promise<void> => {
    for (const { key } of await index.scan(allItemStreams)) {
      if (isStopped) return;
      const [account, region, tableName, label] = key as [string, string, string, string];
      const context = host.context({ account, region });
      if (!(await trim(context, tableName, label))) await index.delete(allItemStreams, key);
    }
  };

  let running: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    running = tick();
    try {
      await running;
    } finally {
      if (!isStopped) timer = host.clock.after(TRIM_INTERVAL_MS, run);
    }
  };
  let timer = host.clock.after(TRIM_INTERVAL_MS, run);
  return {
    async stop() {
      isStopped = true;
      timer.cancel();
      await running.catch(() => {}); // the clock has reported it
    },
  };
}

/** @returns false when nothing of the stream is left */
async function trim(
  { store, clock }: Pick<Context, 'store' | 'clock'>,
  tableName: string,
  label: string,
): Promise<boolean> {
  const key = [tableName, label];
  const oldest = clock.now() - RETENTION_MS;
  for (;;) {
    const stream = await store.get(itemStreams, key);
    if (!stream) return false;
    const rows = await store.scan(itemStreamRecords, { prefix: [stream.id], limit: BATCH_ROWS });
    const old = rows.filter(({ value }) => value.atEpochMs <= oldest);
    const isEmpty = old.length === rows.length && rows.length < BATCH_ROWS;
    const isGone = isEmpty && (stream.closedAtEpochMs ?? Number.POSITIVE_INFINITY) <= oldest;
    if (old.length === 0 && !isGone) return true;
    await store.transact([[itemStreams, key]], async (tx) => {
      const now = await tx.get(itemStreams, key);
      if (!now) return;
      for (const row of old) tx.delete(itemStreamRecords, row.key);
      const trimmedTo = (old.at(-1)?.key[1] as number | undefined) ?? now.trimmedTo;
      if (isGone) tx.delete(itemStreams, key);
      else tx.put(itemStreams, key, { ...now, trimmedTo });
    });
    if (isGone) return false;
  }
}
