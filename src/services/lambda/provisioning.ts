/** Brings the runtime's provisioned instances in line with what is configured. */
import type { FunctionVersion, LambdaRuntime } from '../../lambda-runtime/interface.ts';
import { BrumeError } from '../../platform/errors.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Context, ServiceHost } from '../context.ts';
import { toFunctionVersion } from './catalog.ts';
import { readProvisioned } from './concurrency-shares.ts';
import { getVersion } from './load.ts';
import { provisionedConfigs } from './store.ts';

export interface Provisioning {
  /** Takes up what an earlier process had provisioned. */
  start(): void;
  /** After every committed change of a function's configurations, or of an alias that has one. */
  sync(context: Context, name: string): Promise<void>;
  /** The same, not waited for. */
  begin(context: Context, name: string): void;
  clear(): void;
}

type Wanted = Map<string, { fn: FunctionVersion; count: number }>;

export function createProvisioning(
  host: ServiceHost,
  runtime: Pick<LambdaRuntime, 'provision' | 'prepare'>,
): Provisioning {
  /** What the runtime was told last, by function; each waits for the one before it. */
  const applied = new Map<string, Promise<Wanted>>();

  const apply = async (context: Context, name: string, before: Wanted): Promise<Wanted> => {
    const wanted = await readWanted(context, name);
    for (const [configId, { fn }] of before) if (!wanted.has(configId)) runtime.provision(fn, 0);
    for (const { fn, count } of wanted.values()) {
      // A runtime that cannot be had shows as instances that fail to start.
      await runtime.prepare(fn.runtime).catch(ignoreMissingRuntime);
      runtime.provision(fn, count);
    }
    return wanted;
  };
  const sync: Provisioning['sync'] = async (context, name) => {
    const key = `${context.store.scope}/${name}`;
    const before = applied.get(key) ?? Promise.resolve<Wanted>(new Map());
    const next = before.then((told) => apply(context, name, told));
    const settled = next.catch(() => before);
    applied.set(key, settled);
    const wanted = await next;
    if (wanted.size === 0 && applied.get(key) === settled) applied.delete(key);
  };
  const resume = async (): Promise<void> => {
    const { defaultAccount: account, defaultRegion: region } = host;
    const rows = await host.context({ account, region }).store.scan(provisionedConfigs);
    for (const { value } of rows) await sync(host.context(value), value.name);
  };

  return {
    start() {
      resume().catch((error: unknown) => {
        host.log.error('Provisioned concurrency could not be resumed', {
          code: 'ERR_UNEXPECTED',
          error,
        });
      });
    },
    sync,
    begin(context, name) {
      sync(context, name).catch((error: unknown) => {
        host.log.error(`Provisioning ${name} failed`, { code: 'ERR_UNEXPECTED', error });
      });
    },
    clear: () => applied.clear(),
  };
}

async function readWanted(context: Context, name: string): Promise<Wanted> {
  const wanted: Wanted = new Map();
  for (const { qualifier, requested } of await readProvisioned(context, context.store, name)) {
    const found = await getVersion(context, { name, qualifier }).catch(ignoreMissingVersion);
    if (!found) continue;
    const fn = toFunctionVersion(context, found.record, found.version);
    wanted.set(fn.configId, { fn, count: requested });
  }
  return wanted;
}

function ignoreMissingRuntime(error: unknown): void {
  if (!(error instanceof BrumeError)) throw error;
}

/** Deleted meanwhile. */
function ignoreMissingVersion(error: unknown): undefined {
  if (!(error instanceof AwsError)) throw error;
  return undefined;
}
