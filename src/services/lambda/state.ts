import type { LambdaRuntime } from '../../lambda-runtime/interface.ts';
import type { Context } from '../context.ts';
import type { Catalog } from './catalog.ts';
import type { ConcurrencyShares } from './concurrency-shares.ts';
import type { Pollers } from './event-source/pollers.ts';
import type { UrlDirectory } from './function-url/directory.ts';
import type { Provisioning } from './provisioning.ts';
import type { Readiness } from './readiness.ts';
import type { AsyncInvoker } from './workers/async-invoker.ts';

/** What the running service holds; operations reach it through `lambdaState(context)`. */
export interface LambdaState {
  readonly runtime: LambdaRuntime;
  readonly catalog: Catalog;
  readonly readiness: Readiness;
  readonly urls: UrlDirectory;
  readonly shares: ConcurrencyShares;
  readonly provisioning: Provisioning;
  readonly pollers: Pollers;
  readonly asyncInvoker: AsyncInvoker;
}

export function lambdaState(context: Context): LambdaState {
  return context.state<LambdaState>('lambda');
}
