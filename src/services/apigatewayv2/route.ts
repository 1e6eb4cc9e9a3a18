import type { CreateRouteRequest, UpdateRouteRequest } from '@aws-sdk/client-apigatewayv2';
import { type RouteTemplate, parseRouteKey, shapeOf } from '../execute-api/route-key.ts';
import type { StoreTransaction } from '../store.ts';
import { parseSelectionExpression } from '../execute-api/websocket/selection-expression.ts';
import { badRequest, conflict, notFound, refuseHttpOnly, refuseWebSocketOnly } from './errors.ts';
import { type ApiRecord, type RouteRecord, integrations, routes } from './store.ts';

/** Of a route key that messages name; AWS documents none. */
const LONGEST_KEY = 1024;

type Members = Partial<CreateRouteRequest & UpdateRouteRequest>;

/** Members that this kind of API does not have, or not together. */
export function assertRouteMembers(api: ApiRecord, input: Members): void {
  if (api.ProtocolType === 'WEBSOCKET') return assertWebSocketRoute(input);
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

/** Where AWS's texts are not known they are ours. */
function assertWebSocketRoute(input: Members): void {
  const { AuthorizationType: type = 'NONE', ModelSelectionExpression: models, RouteKey } = input;
  refuseHttpOnly({ AuthorizationScopes: input.AuthorizationScopes });
  if (type === 'JWT') throw badRequest('JWT is not currently supported for WebSocket APIs.');
  if (type !== 'NONE' && RouteKey !== '$connect')
    throw badRequest('Currently, authorization is restricted to the $connect route only');
  if (input.ApiKeyRequired && RouteKey !== '$connect')
    throw badRequest('Currently, API keys are restricted to the $connect route only');
  if (models && !parseSelectionExpression(models))
    throw badRequest('Invalid model selection expression specified');
  const { RouteResponseSelectionExpression: response } = input;
  if (response && response !== '$default')
    throw badRequest('Route response selection expression is currently limited to "$default"');
}

/** What routes of WebSocket APIs have beside the rest; members that were not given are left out. */
export function webSocketMembers(input: Members): Partial<RouteRecord> {
  const {
    ApiKeyRequired,
    ModelSelectionExpression,
    RequestModels,
    RequestParameters,
    RouteResponseSelectionExpression,
  } = input;
  return {
    ...(ApiKeyRequired !== undefined && { ApiKeyRequired }),
    ...(ModelSelectionExpression !== undefined && { ModelSelectionExpression }),
    ...(RequestModels && { RequestModels }),
    ...(RequestParameters && { RequestParameters }),
    ...(RouteResponseSelectionExpression !== undefined && { RouteResponseSelectionExpression }),
  };
}

/** The key must follow the grammar, and stand alone in its API. @throws BadRequestException, ConflictException */
export async function assertRouteKey(
  tx: StoreTransaction,
  { ApiId: apiId, ProtocolType }: ApiRecord,
  routeKey: string,
  ownRouteId?: string,
): Promise<void> {
  const isWebSocket = ProtocolType === 'WEBSOCKET';
  const template = isWebSocket || routeKey === '$default' ? undefined : parseRouteKey(routeKey);
  if (isWebSocket) assertWebSocketKey(routeKey);
  else if (!template && routeKey !== '$default')
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

/** `$connect`, `$disconnect`, `$default`, or what messages say. The names with a dollar are AWS's. */
function assertWebSocketKey(routeKey: string): void {
  const isOwn = ['$connect', '$disconnect', '$default'].includes(routeKey);
  if (!isOwn && (routeKey === '' || routeKey.startsWith('$') || routeKey.length > LONGEST_KEY))
    throw badRequest('The provided route key is not formatted properly for WEBSOCKET protocol.');
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
