import type { Context } from '../../context.ts';
import { mappings } from '../store.ts';
import { mappingKey } from './mapping.ts';
import { type PollerParts, StreamPoller } from './stream-poller.ts';

/** The pollers of all enabled mappings. */
export interface Pollers {
  /** Takes up the mappings that an earlier process left. */
  start(): void;
  /** After every committed change of a mapping: what it was ends before what it is begins. */
  sync(context: Context, uuid: string): Promise<void>;
  /** The same, not waited for. */
  begin(context: Context, uuid: string): void;
  /** Ends all; `sync` begins anew. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export function createPollers(parts: PollerParts): Pollers {
  const { host } = parts;
  const pollers = new Map<string, StreamPoller>();
  /** One change of a mapping after the other. */
  const changes = new Map<string, Promise<void>>();
  let isStopped = false;

  const change = async (context: Context, uuid: string): Promise<void> => {
    await pollers.get(uuid)?.stop();
    pollers.delete(uuid);
    const mapping = await context.store.get(mappings, mappingKey(context, uuid));
    if (mapping?.isEnabled && !isStopped) pollers.set(uuid, new StreamPoller(parts, mapping));
  };
  const sync: Pollers['sync'] = async (context, uuid) => {
    const next = (changes.get(uuid) ?? Promise.resolve()).then(() => change(context, uuid));
    const settled = next.catch(() => {});
    changes.set(uuid, settled);
    await next;
    if (changes.get(uuid) === settled) changes.delete(uuid);
  };
  const resume = async (): Promise<void> => {
    const { defaultAccount: account, defaultRegion: region } = host;
    const rows = await host.context({ account, region }).store.scan(mappings);
    for (const { value } of rows) await sync(host.context(value), value.uuid);
  };
  const endAll = async (): Promise<void> => {
    const all = [...pollers.values()];
    pollers.clear();
    await Promise.all(all.map((poller) => poller.stop()));
  };

  return {
    start() {
      resume().catch((error: unknown) => {
        if (!isStopped)
          host.log.error('Event source mappings could not be resumed', {
            code: 'ERR_UNEXPECTED',
            error,
          });
      });
    },
    sync,
    begin(context, uuid) {
      sync(context, uuid).catch((error: unknown) => {
        host.log.error('An event source mapping could not be ended', {
          code: 'ERR_UNEXPECTED',
          error,
        });
      });
    },
    reset: endAll,
    async stop() {
      isStopped = true;
      await endAll();
    },
  };
}
