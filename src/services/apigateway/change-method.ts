import type { Integration, Method } from '@aws-sdk/client-api-gateway';
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { changeRestApi, getRestApiRecord } from './change-rest-api.ts';
import { notFoundOf } from './errors.ts';
import { getResourceRecord, methodOf } from './resource.ts';
import { resources, type RestApiRecord } from './store.ts';

export interface MethodRef {
  restApiId: string | undefined;
  resourceId: string | undefined;
  httpMethod: string | undefined;
}

/** @throws NotFoundException for the API, the resource or the method, in this order */
export async function getMethodRecord(context: Context, ref: MethodRef): Promise<Method> {
  await getRestApiRecord(context, ref.restApiId);
  return methodOf(
    await getResourceRecord(context.store, ref.restApiId, ref.resourceId),
    ref.httpMethod,
  );
}

/**
 * Replaces a method, or with undefined removes it.
 * @param change gets the method as it is. @returns what `change` gave to say
 */
export function changeMethod<T>(
  context: Context,
  ref: MethodRef,
  change: (
    method: Method,
    tx: StoreTransaction,
    api: RestApiRecord,
  ) =>
    | Promise<{ method: Method | undefined; answer: T }>
    | { method: Method | undefined; answer: T },
): Promise<T> {
  return changeRestApi(context, ref.restApiId, async (tx, api) => {
    const resource = await getResourceRecord(tx, api.id, ref.resourceId);
    const before = methodOf(resource, ref.httpMethod);
    const { method, answer } = await change(structuredClone(before), tx, api);
    const name = before.httpMethod ?? '';
    if (method) resource.resourceMethods[name] = method;
    else delete resource.resourceMethods[name];
    tx.put(resources, [api.id, resource.id], resource);
    return answer;
  });
}

/** @throws NotFoundException for a method without an integration */
export function integrationOf(method: Method): Integration {
  if (!method.methodIntegration) throw notFoundOf('integration');
  return method.methodIntegration;
}
