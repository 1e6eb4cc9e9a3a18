/**
 * Quick create: an API with an integration, one route and a `$default` stage that deploys itself.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop.html#http-api-examples.cli.quick-create
 */
import { LOWER_ALPHANUMERIC } from '../../platform/ids.ts';
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { autoDeploy } from './deployment.ts';
import { completeIntegration } from './integration.ts';
import { assertRouteKey } from './route.ts';
import {
  type ApiRecord,
  apis,
  type IntegrationRecord,
  integrations,
  routes,
  stages,
} from './store.ts';

export interface QuickCreateMembers {
  Target: string;
  RouteKey?: string | undefined;
  CredentialsArn?: string | undefined;
}

/** Puts the API's managed parts. @returns the API, which remembers them */
export async function quickCreate(
  tx: StoreTransaction,
  context: Context,
  api: ApiRecord,
  input: QuickCreateMembers,
): Promise<ApiRecord> {
  const { ids, clock } = context;
  const { ApiId } = api;
  const routeId = ids.pick(LOWER_ALPHANUMERIC, 7);
  const integrationId = ids.pick(LOWER_ALPHANUMERIC, 7);
  const RouteKey = input.RouteKey ?? '$default';
  await assertRouteKey(tx, api, RouteKey);
  tx.put(integrations, [ApiId, integrationId], toManagedIntegration(integrationId, input));
  tx.put(routes, [ApiId, routeId], {
    ApiGatewayManaged: true,
    ApiKeyRequired: false,
    AuthorizationType: 'NONE',
    RouteId: routeId,
    RouteKey,
    Target: `integrations/${integrationId}`,
  });
  tx.put(stages, [ApiId, '$default'], {
    ApiGatewayManaged: true,
    AutoDeploy: true,
    createdAtEpochMs: clock.now(),
    DefaultRouteSettings: { DetailedMetricsEnabled: false },
    RouteSettings: {},
    StageName: '$default',
    StageVariables: {},
    Tags: api.Tags ?? {},
    updatedAtEpochMs: clock.now(),
  });
  const whole = { ...api, quickCreate: { routeId, integrationId } };
  tx.put(apis, [ApiId], whole);
  await autoDeploy(tx, context, ApiId);
  return whole;
}

/** A URL becomes an HTTP proxy, anything else must be a function. */
export function toManagedIntegration(
  integrationId: string,
  { Target, CredentialsArn }: QuickCreateMembers,
): IntegrationRecord {
  const isHttp = /^https?:\/\//.test(Target);
  return {
    ...completeIntegration({
      ApiGatewayManaged: true,
      CredentialsArn,
      IntegrationMethod: isHttp ? 'ANY' : 'POST',
      IntegrationType: isHttp ? 'HTTP_PROXY' : 'AWS_PROXY',
      IntegrationUri: Target,
      PayloadFormatVersion: isHttp ? '1.0' : '2.0',
    }),
    IntegrationId: integrationId,
  };
}
