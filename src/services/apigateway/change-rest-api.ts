import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { CHANGED } from '../execute-api/changes.ts';
import { notFound } from './errors.ts';
import { type RestApiRecord, restApis } from './store.ts';
import { forgetDeployed } from './forget-deployed.ts';

/**
 * Changes an API or what belongs to it, under the API's lock, and makes the data plane see it.
 * @throws NotFoundException
 */
export async function changeRestApi<T>(
  context: Context,
  apiId: string | undefined,
  change: (tx: StoreTransaction, api: RestApiRecord) => Promise<T> | T,
): Promise<T> {
  const id = apiId ?? '';
  const result = await context.store.transact([[restApis, [id]]], async (tx) => {
    const api = await tx.get(restApis, [id]);
    if (!api) throw apiNotFound(context, id);
    tx.hint(CHANGED, Buffer.from(id));
    return change(tx, api);
  });
  forgetDeployed(context, id);
  return result;
}

/** @throws NotFoundException */
export async function getRestApiRecord(
  context: Context,
  apiId: string | undefined,
): Promise<RestApiRecord> {
  const api = await context.store.get(restApis, [apiId ?? '']);
  if (!api) throw apiNotFound(context, apiId ?? '');
  return api;
}

function apiNotFound(context: Context, apiId: string): Error {
  return notFound(`Invalid API identifier specified ${context.account}:${apiId}`);
}
