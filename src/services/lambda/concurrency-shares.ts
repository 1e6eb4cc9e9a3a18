/**
 * What functions without reserved concurrency may run together: the account's limit, less all that is
 * set aside. The runtime is told whenever that changes, so that an invocation need not look it up.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
import type { LambdaRuntime } from '../../lambda-runtime/interface.ts';
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import type { ProvisionedRecord } from './function.ts';
import { functions, provisionedConfigs } from './store.ts';

export interface ConcurrencyShares {
  /** Before the first invocation in an account and region. */
  ensure(context: Context): Promise<void>;
  /** After every committed change of what is set aside. */
  refresh(context: Context): Promise<void>;
  clear(): void;
}

export function createConcurrencyShares(
  runtime: Pick<LambdaRuntime, 'setUnreserved'>,
): ConcurrencyShares {
  /** The newest reading of each scope; an older one that comes late is dropped. */
  const readings = new Map<string, Promise<void>>();
  const refresh = (context: Context): Promise<void> => {
    const { scope } = context.store;
    const reading = readShares(context, context.store).then(({ unreserved }) => {
      if (readings.get(scope) === reading) runtime.setUnreserved(context, unreserved);
    });
    readings.set(scope, reading);
    reading.catch(() => {
      if (readings.get(scope) === reading) readings.delete(scope);
    });
    return reading;
  };
  return {
    ensure: async (context) => readings.get(context.store.scope) ?? refresh(context),
    refresh,
    clear: () => readings.clear(),
  };
}

/** Provisioned concurrency of each function. */
export async function readProvisioned(
  { account, region }: Pick<Context, 'account' | 'region'>,
  reader: Pick<StoreTransaction, 'scan'>,
  name?: string,
): Promise<ProvisionedRecord[]> {
  const prefix = name === undefined ? [account, region] : [account, region, name];
  return (await reader.scan(provisionedConfigs, { prefix })).map((row) => row.value);
}

export function sumProvisioned(configs: readonly ProvisionedRecord[]): number {
  return configs.reduce((sum, each) => sum + each.requested, 0);
}

/** @returns `unreserved` may be negative when the account's limit was lowered */
export async function readShares(
  context: Context,
  reader: Pick<StoreTransaction, 'scan'>,
): Promise<{ unreserved: number }> {
  const reserved = new Map<string, number>();
  for (const { value } of await reader.scan(functions)) {
    if (value.reservedConcurrency !== undefined)
      reserved.set(value.latest.name, value.reservedConcurrency);
  }
  // What is provisioned of a function with a share of its own is part of that share.
  const provisioned = (await readProvisioned(context, reader)).filter(
    (each) => !reserved.has(each.name),
  );
  const setAside = [...reserved.values()].reduce((sum, each) => sum + each, 0);
  return {
    unreserved: context.settings.lambdaConcurrency - setAside - sumProvisioned(provisioned),
  };
}
