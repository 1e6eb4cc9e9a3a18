import { AwsError } from '../../../protocol/aws-error.ts';
import type { ServiceHost } from '../../context.ts';
import { createStore } from '../../store.ts';
import { IDEMPOTENCY_MS, TTL_INTERVAL_MS, TTL_OLDEST_MS } from '../limits.ts';
import { expiries, type Expiry, idempotency, idempotencyAges, tables } from '../store.ts';
import { expiryOf } from '../tables/time-to-live.ts';

const PAGE_ROWS = 100;

/** Removes what time has passed over: expired items and old tokens. Running twice does no harm. */
export function startExpiry(host: ServiceHost): { stop(): Promise<void> } {
  // These tables name scopes in their keys; any account and region reads them.
  const index = createStore(host.engine, host.defaultAccount, host.defaultRegion);
  let isStopped = false;

  const expireItems = async (): Promise<void> => {
    for (;;) {
      const page = await index.scan(expiries, { limit: PAGE_ROWS });
      for (const { key, value } of page) {
        const [epochSeconds, account, region] = key as [number, string, string];
        if (isStopped || epochSeconds * 1000 > host.clock.now()) return;
        await expireItem(host, { account, region }, value);
        // It goes with the item; one that was left over goes here.
        await index.delete(expiries, key);
      }
      if (page.length < PAGE_ROWS) return;
    }
  };

  const forgetTokens = async (): Promise<void> => {
    const until = host.clock.now() - IDEMPOTENCY_MS;
    for (;;) {
      const page = await index.scan(idempotencyAges, { limit: PAGE_ROWS });
      for (const { key } of page) {
        const [atEpochMs, account, region, token] = key as [number, string, string, string];
        if (isStopped || atEpochMs > until) return;
        const { store } = host.context({ account, region });
        await store.transact([[idempotency, [token]]], async (tx) => {
          const used = await tx.get(idempotency, [token]);
          if (used && used.atEpochMs <= until) tx.delete(idempotency, [token]);
          tx.delete(idempotencyAges, key);
        });
      }
      if (page.length < PAGE_ROWS) return;
    }
  };

  let running: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    running = expireItems().then(forgetTokens);
    try {
      await running;
    } finally {
      if (!isStopped) timer = host.clock.after(TTL_INTERVAL_MS, run);
    }
  };
  let timer = host.clock.after(TTL_INTERVAL_MS, run);
  return {
    async stop() {
      isStopped = true;
      timer.cancel();
      await running.catch(() => {}); // the clock has reported it
    },
  };
}

async function expireItem(
  host: ServiceHost,
  scope: { account: string; region: string },
  { tableName, key }: Expiry,
): Promise<void> {
  const context = host.context(scope);
  const table = await context.store.get(tables, [tableName]);
  if (!table?.ttl) return;
  const now = host.clock.now();
  const write = {
    table,
    key,
    decide(item: Expiry['key'] | undefined) {
      const atEpochMs = ((item && expiryOf(table, item)) ?? Number.NaN) * 1000;
      return atEpochMs <= now && atEpochMs >= now - TTL_OLDEST_MS ? undefined : item;
    },
  };
  // Loaded when there is something to do, for the sake of a quick start.
  const { writeItems } = await import('../items/write-items.ts');
  try {
    await writeItems(context, [write], { isExpiry: true });
  } catch (error) {
    // The table has gone in the meantime.
    if (!(error instanceof AwsError)) throw error;
  }
}
