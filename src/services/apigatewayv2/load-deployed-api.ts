/** From what the control plane stored to what the data plane serves. */
import type { RouteSettings } from '@aws-sdk/client-apigatewayv2';
import { createTokenBucket, type TokenBucket } from '../../platform/token-bucket.ts';
import type { ServiceHost } from '../context.ts';
import { logGroupOf, type LogTargets } from '../execute-api/log-target.ts';
import { apiOwners } from '../execute-api/api-owners.ts';
import { compileCors } from '../execute-api/cors.ts';
import type {
  DeployedIntegration,
  DeployedRoute,
  DeployedStage,
  HttpApi,
} from '../execute-api/deployed-api.ts';
import { actionOf } from '../execute-api/integrations/service-actions.ts';
import { parseMappingValue } from '../execute-api/mapping-value.ts';
import { compileMapping } from '../execute-api/parameter-mapping.ts';
import { compileRoutes } from '../execute-api/route-table.ts';
import { authorizeByIam } from '../execute-api/authorizers/iam-authorizer.ts';
import type { DeployedWebSocketApi } from '../execute-api/websocket/deployed.ts';
import { compileAuthorizer } from './compile-authorizer.ts';
import { snapshotOf } from './deployment.ts';
import {
  fillStageVariables,
  parseFunctionUri,
  parseHttpUri,
} from '../execute-api/integration-uri.ts';
import { integrationIdOf } from './route.ts';
import { apis, type IntegrationRecord, type Snapshot, type StageRecord, stages } from './store.ts';

/** AWS's account-wide limits stand in for the half of a throttle that was not set. */
const ACCOUNT_RATE = 10_000;
const ACCOUNT_BURST = 5_000;

/** @returns undefined when no account has an API of this id */
export async function loadDeployedApi(
  host: ServiceHost,
  targetOf: LogTargets,
  apiId: string,
): Promise<HttpApi | DeployedWebSocketApi | undefined> {
  const anywhere = host.context({ account: host.defaultAccount, region: host.defaultRegion });
  const owner = await anywhere.store.get(apiOwners, [apiId]);
  if (!owner) return undefined;
  const { store } = host.context(owner);
  const api = await store.get(apis, [apiId]);
  if (!api) return undefined;
  if (api.ProtocolType === 'WEBSOCKET')
    return (await import('./load-web-socket-api.ts')).loadWebSocketApi(host, targetOf, owner, api);
  const deployed = new Map<string, DeployedStage>();
  for (const { value: stage } of await store.scan(stages, { prefix: [apiId] })) {
    const snapshot = await snapshotOf(store, api, stage);
    if (snapshot)
      deployed.set(stage.StageName, compileStage({ host, owner, targetOf, stage, snapshot }));
  }
  return { kind: 'http', apiId, ...owner, stages: deployed };
}

interface StageParts {
  host: ServiceHost;
  owner: { account: string; region: string };
  targetOf: LogTargets;
  stage: StageRecord;
  snapshot: Snapshot;
}

function compileStage({ host, owner, targetOf, stage, snapshot }: StageParts): DeployedStage {
  const byId = new Map(snapshot.integrations.map((each) => [each.IntegrationId, each]));
  const makers = new Map(
    snapshot.authorizers?.map((each) => [each.AuthorizerId, compileAuthorizer(host, each, stage)]),
  );
  const routes: DeployedRoute[] = [];
  for (const route of snapshot.routes) {
    const { RouteKey: routeKey, Target } = route;
    const integration = byId.get(integrationIdOf(Target) ?? '');
    // A route that leads nowhere is not deployed.
    if (!integration) continue;
    const throttle = compileThrottle(stage.RouteSettings?.[routeKey], stage.DefaultRouteSettings);
    const maker = makers.get(route.AuthorizerId ?? '');
    routes.push({
      routeKey,
      integration: compileIntegration(integration, stage),
      mapping: compileMapping(
        // Those of an action are its input, not changes of the request.
        integration.IntegrationSubtype === undefined ? integration.RequestParameters : undefined,
        integration.ResponseParameters,
      ),
      authorizer:
        route.AuthorizationType === 'AWS_IAM'
          ? authorizeByIam
          : maker?.(route.AuthorizationScopes ?? []),
      throttle,
    });
  }
  const { DestinationArn, Format: format = '' } = stage.AccessLogSettings ?? {};
  const group = logGroupOf(DestinationArn);
  const hasVariables = Object.keys(stage.StageVariables ?? {}).length > 0;
  return {
    name: stage.StageName,
    variables: hasVariables ? stage.StageVariables : undefined,
    isEndpointDisabled: snapshot.isEndpointDisabled,
    cors: snapshot.cors && compileCors(snapshot.cors),
    accessLog: group === undefined ? undefined : { target: targetOf(owner, group), format },
    routes: compileRoutes(routes),
  };
}

function compileIntegration(
  integration: IntegrationRecord,
  stage: StageRecord,
): DeployedIntegration {
  const uri = fillStageVariables(integration.IntegrationUri ?? '', stage.StageVariables);
  const timeoutMs = integration.TimeoutInMillis ?? 30_000;
  if (integration.ConnectionType === 'VPC_LINK')
    return { kind: 'private', vpcLinkId: integration.ConnectionId ?? '' };
  const action = actionOf(integration.IntegrationSubtype);
  if (action)
    return {
      kind: 'service',
      action,
      parameters: Object.entries(integration.RequestParameters ?? {}).map(
        ([name, text]) => [name, parseMappingValue(text)] as const,
      ),
      roleArn: integration.CredentialsArn,
      timeoutMs,
    };
  if (integration.IntegrationType === 'HTTP_PROXY') {
    const isUrl = parseHttpUri(uri) !== undefined;
    return isUrl
      ? { kind: 'http', method: integration.IntegrationMethod ?? 'ANY', url: uri, timeoutMs }
      : { kind: 'broken', uri };
  }
  const target = parseFunctionUri(uri);
  const payloadFormat = integration.PayloadFormatVersion === '2.0' ? '2.0' : '1.0';
  return target ? { kind: 'lambda', ...target, payloadFormat, timeoutMs } : { kind: 'broken', uri };
}

/** Limits of the route before those of the stage, member by member. */
export function compileThrottle(
  own: RouteSettings = {},
  common: RouteSettings = {},
): TokenBucket | undefined {
  const ratePerSecond = own.ThrottlingRateLimit ?? common.ThrottlingRateLimit;
  const burst = own.ThrottlingBurstLimit ?? common.ThrottlingBurstLimit;
  if (ratePerSecond === undefined && burst === undefined) return undefined;
  return createTokenBucket({
    ratePerSecond: ratePerSecond ?? ACCOUNT_RATE,
    burst: burst ?? ACCOUNT_BURST,
  });
}
