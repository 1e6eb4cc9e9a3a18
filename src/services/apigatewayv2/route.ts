import type { CreateRouteRequest, UpdateRouteRequest } from '@aws-sdk/client-apigatewayv2';
import { type RouteTemplate, parseRouteKey, shapeOf } from '../execute-api/route-key.ts';
import type { StoreTransaction } from '../store.ts';
import { badRequest, conflict, notFound, refuseWebSocketOnly } from './errors.ts';
import { type RouteRecord, integrations, routes } from './store.ts';

/** Members that an HTTP API's route does not have, or not together. */
export function assertRouteMembers(input: Partial<CreateRouteRequest & UpdateRouteRequest>): void {
  const type = input.AuthorizationType ?? 'NONE';
  refuseWebSocketOnly({
    ApiKeyRequired: input.ApiKeyRequired,
    ModelSelectionExpression: input.ModelSelectionExpression,
    RequestModels: input.RequestModels,
    RequestParameters: input.RequestParameters,
    RouteResponseSelectionExpression: input.RouteResponseSelectionExpression,
  });
  if (type === 'JWT' && !input.AuthorizerId)
    throw badRequest('Setting the authorization type to JWT requires a valid JWT authorizer.');
  if (type !== 'JWT' && input.AuthorizationScopes && input.AuthorizationScopes.length > 0)
    throw badRequest(
      'Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization type',
    );
}

/** The key must follow the grammar, and stand alone in its API. @throws BadRequestException, ConflictException */
export async function assertRouteKey(
  tx: StoreTransaction,
  apiId: string,
  routeKey: string,
  ownRouteId?: string,
): Promise<void> {
  const template = routeKey === '$default' ? undefined : parseRouteKey(routeKey);
  if (!template && routeKey !== '$default')
    throw badRequest(
      'The provided route key is not formatted properly for HTTP protocol. Format should be "[HTTP METHOD] /[RESOURCE PATH]" or "$default"',
    );
  for (const { value: other } of await tx.scan(routes, { prefix: [apiId] })) {
    if (other.RouteId === ownRouteId) continue;
    if (other.RouteKey === routeKey)
      throw conflict(`Route with key ${routeKey} already exists for this API`);
    if (template && hasShape(other, template))
      throw conflict(
        `The provided route key "${routeKey}" has a conflicting variable on the same hierarchical level as "${other.RouteKey}"`,
      );
  }
}

/** `integrations/<id>` of an integration that exists. @throws BadRequestException, NotFoundException */
export async function assertTarget(
  tx: StoreTransaction,
  apiId: string,
  target: string | undefined,
): Promise<void> {
  if (target === undefined || target === '') return;
  const id = integrationIdOf(target);
  if (id === undefined)
    throw badRequest(
      'Unexpected or malformed target in route. Correct format should be integrations/<integration_id>.',
    );
  if (!(await tx.get(integrations, [apiId, id]))) throw notFound('Integration');
}

export function integrationIdOf(target: string | undefined): string | undefined {
  return /^integrations\/([^/]+)$/.exec(target ?? '')?.[1];
}

function hasShape({ RouteKey }: RouteRecord, template: RouteTemplate): boolean {
  const other = parseRouteKey(RouteKey);
  return other !== undefined && shapeOf(other) === shapeOf(template);
}
