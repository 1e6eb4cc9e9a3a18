import type { Cors } from '@aws-sdk/client-lambda';
import type { Bus, Engine } from '../../../engine/interface.ts';
import type { ServiceHost } from '../../context.ts';
import type { UrlOwner } from '../function.ts';
import { functionUrls, urlOwners } from '../store.ts';

/** What the data plane knows of one function URL. */
export interface UrlTarget extends UrlOwner {
  urlId: string;
  cors: Cors | undefined;
  authType: 'AWS_IAM' | 'NONE';
  /** InvokeMode RESPONSE_STREAM. */
  streams: boolean;
}

/** Function URLs by id, kept in memory: a request to a known one reads nothing from disk. */
export interface UrlDirectory {
  find(urlId: string): Promise<UrlTarget | undefined>;
  /** Call after every committed write to a URL or its function. */
  forget(): void;
  stop(): void;
}

const MAX_ENTRIES = 10_000;
const CHANGED = 'lambda.url.changed';

export function createUrlDirectory(
  host: Pick<ServiceHost, 'context' | 'defaultAccount' | 'defaultRegion'> & {
    engine: Pick<Engine, 'bus'>;
  },
): UrlDirectory {
  const bus: Bus = host.engine.bus;
  const known = new Map<string, UrlTarget>();
  let generation = 0;
  // URLs change rarely, so forgetting all of them is cheap enough.
  const drop = (): void => {
    generation++;
    known.clear();
  };
  const unsubscribe = bus.subscribe(CHANGED, drop);

  const load = async (urlId: string): Promise<UrlTarget | undefined> => {
    const anywhere = host.context({ account: host.defaultAccount, region: host.defaultRegion });
    const owner = await anywhere.store.get(urlOwners, [urlId]);
    if (!owner) return undefined;
    const record = await host.context(owner).store.get(functionUrls, [owner.name, owner.qualifier]);
    if (!record) return undefined;
    const streams = record.invokeMode === 'RESPONSE_STREAM';
    return { ...owner, urlId, cors: record.cors, authType: record.authType, streams };
  };

  return {
    async find(urlId) {
      const cached = known.get(urlId);
      if (cached) return cached;
      const asOf = generation;
      const target = await load(urlId);
      // Unknown ids are not remembered: anyone can make up any number of them.
      if (target && asOf === generation) {
        if (known.size >= MAX_ENTRIES) known.clear();
        known.set(urlId, target);
      }
      return target;
    },
    forget() {
      drop();
      bus.publish(CHANGED);
    },
    stop: unsubscribe,
  };
}
