import type { CreateRouteResponseRequest } from '@aws-sdk/client-apigatewayv2';
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { badRequest, notFound } from './errors.ts';
import { type RouteResponseRecord, routeResponses, routes } from './store.ts';

/** Where AWS's texts are not known they are ours. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html */
export function assertRouteResponse({
  RouteResponseKey,
}: Partial<CreateRouteResponseRequest>): void {
  if (RouteResponseKey !== undefined && RouteResponseKey !== '$default')
    throw badRequest('Route response key is currently limited to "$default"');
}

/** @throws NotFoundException */
export async function assertRoute(
  from: Context['store'] | StoreTransaction,
  apiId: string,
  routeId: string | undefined,
): Promise<string> {
  if (!(await from.get(routes, [apiId, routeId ?? '']))) throw notFound('Route');
  return routeId ?? '';
}

/** @throws NotFoundException */
export async function getRouteResponseRecord(
  from: Context['store'] | StoreTransaction,
  apiId: string,
  input: { RouteId?: string | undefined; RouteResponseId?: string | undefined },
): Promise<RouteResponseRecord> {
  const routeId = await assertRoute(from, apiId, input.RouteId);
  const found = await from.get(routeResponses, [apiId, routeId, input.RouteResponseId ?? '']);
  if (!found) throw notFound('RouteResponse');
  return found;
}
