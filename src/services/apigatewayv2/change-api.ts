import type { Context, ServiceHost } from '../context.ts';
import { serviceError } from '../define-service.ts';
import { CHANGED, type ExecuteApiState } from '../execute-api/changes.ts';
import { DOMAINS_CHANGED } from '../execute-api/domains/hosts.ts';
import type { StoreTransaction } from '../store.ts';
import { type ApiRecord, apis } from './store.ts';

/**
 * Changes an API or what belongs to it, under the API's lock, and makes the data plane see it.
 * @throws NotFoundException
 */
export async function changeApi<T>(
  context: Context,
  apiId: string | undefined,
  change: (tx: StoreTransaction, api: ApiRecord) => Promise<T> | T,
): Promise<T> {
  const id = apiId ?? '';
  const result = await context.store.transact([[apis, [id]]], async (tx) => {
    const api = await tx.get(apis, [id]);
    if (!api) throw apiNotFound(context, id);
    tx.hint(CHANGED, Buffer.from(id));
    return change(tx, api);
  });
  // The hint serves other nodes of a cluster; here the next request must see the change already.
  context.state<ExecuteApiState>('apigatewayv2').forget(id);
  return result;
}

/** Forgets every API that any node changes, and reads custom domains again. @returns stops it */
export function watchChanges({ engine, log }: ServiceHost, state: ExecuteApiState): () => void {
  const stopApis = engine.bus.subscribe(CHANGED, (_subject, data) => {
    if (data.length === 0) state.forgetAll();
    else state.forget(Buffer.from(data).toString('utf8'));
  });
  const stopDomains = engine.bus.subscribe(DOMAINS_CHANGED, () => {
    state.loadDomains().catch((error: unknown) => {
      log.error('The custom domains could not be read', { code: 'ERR_UNEXPECTED', error });
    });
  });
  return () => {
    stopApis();
    stopDomains();
  };
}

/** @throws NotFoundException */
export async function getApiRecord(
  context: Context,
  apiId: string | undefined,
): Promise<ApiRecord> {
  const api = await context.store.get(apis, [apiId ?? '']);
  if (!api) throw apiNotFound(context, apiId ?? '');
  return api;
}

function apiNotFound(context: Context, apiId: string): Error {
  return serviceError(
    'apigatewayv2',
    'NotFoundException',
    `Invalid API identifier specified ${context.account}:${apiId}`,
  );
}
