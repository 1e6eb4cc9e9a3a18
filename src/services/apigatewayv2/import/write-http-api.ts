import type { Integration } from '@aws-sdk/client-apigatewayv2';
import { LOWER_ALPHANUMERIC } from '../../../platform/ids.ts';
import { parseOpenApi } from '../../openapi-document.ts';
import type { Context } from '../../context.ts';
import type { StoreTransaction } from '../../store.ts';
import { assertApiMembers } from '../api.ts';
import { assertAuthorizer } from '../authorizer.ts';
import { autoDeploy } from '../deployment.ts';
import { badRequest } from '../errors.ts';
import { assertIntegrationMembers, completeIntegration } from '../integration.ts';
import { assertRouteKey } from '../route.ts';
import { type ApiRecord, apis, authorizers, integrations, routes } from '../store.ts';
import { assertTags } from '../tags.ts';
import { type ImportedHttpApi, readHttpApi } from './read-http-api.ts';

/** @param mode `ignore` (as AWS does when nothing is said), `prepend` or `split`. @throws BadRequestException */
export function parseHttpApi(body: string | undefined, mode = 'ignore'): ImportedHttpApi {
  const document = parseOpenApi(Buffer.from(body ?? ''));
  if (!document || document.isSwagger)
    throw badRequest('Unable to parse the OpenAPI definition: only OpenAPI 3.0 is supported');
  if (mode === 'ignore') return readHttpApi(document, '');
  if (mode !== 'prepend' && mode !== 'split')
    throw badRequest('Invalid base path. Must be one of [ignore, prepend, split]');
  const [server] = (document.root['servers'] ?? []) as { url?: unknown }[];
  const parts = String(server?.url ?? '')
    .replace(/^https?:\/\/[^/]*/, '')
    .split('/')
    .filter((each) => each !== '');
  const used = mode === 'split' ? parts.slice(1) : parts;
  return readHttpApi(document, used.length > 0 ? `/${used.join('/')}` : '');
}

/** The members of an API that a document sets; the others stay. @throws BadRequestException */
export function mergeApi(api: ApiRecord, imported: ImportedHttpApi): ApiRecord {
  if (api.ProtocolType === 'WEBSOCKET')
    throw badRequest('Importing is not currently supported for WebSocket APIs.');
  const merged: ApiRecord = {
    ...api,
    Name: imported.name ?? api.Name,
    Description: imported.description ?? api.Description,
    Version: imported.version ?? api.Version,
    CorsConfiguration: imported.cors ?? api.CorsConfiguration,
    Tags: imported.tags ?? api.Tags,
  };
  assertTags(merged.Tags);
  assertApiMembers('HTTP', { ...merged, Name: merged.Name ?? '' });
  return merged;
}

/** Puts authorizers, integrations and routes in place of those that the API has. */
export async function writeHttpApi(
  tx: StoreTransaction,
  context: Context,
  api: ApiRecord,
  imported: ImportedHttpApi,
): Promise<void> {
  const { ApiId } = api;
  const { ids } = context;
  for (const table of [routes, integrations, authorizers])
    for (const { key } of await tx.scan<unknown>(table, { prefix: [ApiId] })) tx.delete(table, key);
  tx.put(apis, [ApiId], api);
  const authorizerIds = new Map<string, { id: string; type: string }>();
  for (const [name, authorizer] of imported.authorizers) {
    assertAuthorizer(authorizer);
    const id = ids.pick(LOWER_ALPHANUMERIC, 6);
    authorizerIds.set(name, { id, type: authorizer.AuthorizerType === 'JWT' ? 'JWT' : 'CUSTOM' });
    tx.put(authorizers, [ApiId, id], { ...authorizer, AuthorizerId: id });
  }
  const integrationIds = new Map<string, string>();
  for (const route of imported.routes) {
    await assertRouteKey(tx, api, route.routeKey);
    const authorizer = findAuthorizer(authorizerIds, route.authorizer);
    const RouteId = ids.pick(LOWER_ALPHANUMERIC, 7);
    const { integration } = route;
    tx.put(routes, [ApiId, RouteId], {
      ApiKeyRequired: false,
      AuthorizationType: (authorizer?.type ?? 'NONE') as 'NONE',
      ...(authorizer && { AuthorizerId: authorizer.id }),
      ...(authorizer?.type === 'JWT' &&
        route.scopes.length > 0 && { AuthorizationScopes: route.scopes }),
      OperationName: route.operationName,
      RouteId,
      RouteKey: route.routeKey,
      ...(integration && {
        Target: `integrations/${ensureIntegration(tx, context, ApiId, integration, integrationIds)}`,
      }),
    });
  }
  await autoDeploy(tx, context, ApiId);
}

function findAuthorizer(
  known: ReadonlyMap<string, { id: string; type: string }>,
  name: string | undefined,
): { id: string; type: string } | undefined {
  if (name === undefined) return undefined;
  const found = known.get(name);
  if (!found) throw badRequest(`The security scheme ${name.slice(0, 128)} has no authorizer`);
  return found;
}

/** Routes with the same integration share one. */
function ensureIntegration(
  tx: StoreTransaction,
  { ids }: Context,
  apiId: string,
  integration: Integration,
  known: Map<string, string>,
): string {
  const key = JSON.stringify(integration);
  const existing = known.get(key);
  if (existing !== undefined) return existing;
  assertIntegrationMembers('ImportApi', integration);
  const id = ids.pick(LOWER_ALPHANUMERIC, 7);
  tx.put(integrations, [apiId, id], { ...completeIntegration(integration), IntegrationId: id });
  known.set(key, id);
  return id;
}
