/** From what the control plane stored of a WebSocket API to what the data plane serves. */
import type { RouteSettings } from '@aws-sdk/client-apigatewayv2';
import type { ServiceHost } from '../context.ts';
import {
  fillStageVariables,
  parseFunctionUri,
  parseHttpUri,
} from '../execute-api/integration-uri.ts';
import { logGroupOf, type LogTargets } from '../execute-api/log-target.ts';
import { compileBodySchema } from '../execute-api/rest/body-schema.ts';
import type { IntegrationTarget } from '../execute-api/rest/deployed.ts';
import type { RestApiSource } from '../execute-api/rest-api-source.ts';
import { authorizeByIam } from '../execute-api/websocket/iam-authorizer.ts';
import { createSocketAuthorizer } from '../execute-api/websocket/authorizer.ts';
import type {
  DeployedWebSocketApi,
  SocketAuthorizer,
  WebSocketIntegration,
  WebSocketRoute,
  WebSocketStage,
} from '../execute-api/websocket/deployed.ts';
import { parseSelectionExpression } from '../execute-api/websocket/selection-expression.ts';
import { AUTHORIZER_KEY } from './api.ts';
import { snapshotOf } from './deployment.ts';
import { compileThrottle } from './load-deployed-api.ts';
import { integrationIdOf } from './route.ts';
import {
  type ApiRecord,
  type IntegrationRecord,
  type RouteRecord,
  type Snapshot,
  type StageRecord,
  stages,
} from './store.ts';

interface Owner {
  account: string;
  region: string;
}

interface StageParts {
  api: ApiRecord;
  stage: StageRecord;
  snapshot: Snapshot;
  keys: Awaited<ReturnType<RestApiSource['keysOf']>>;
}

export async function loadWebSocketApi(
  host: ServiceHost,
  targetOf: LogTargets,
  owner: Owner,
  api: ApiRecord,
): Promise<DeployedWebSocketApi> {
  const { store } = host.context(owner);
  const keys = await host
    .context(owner)
    .state<RestApiSource>('apigateway')
    .keysOf(owner, api.ApiId);
  const deployed = new Map<string, WebSocketStage>();
  for (const { value: stage } of await store.scan(stages, { prefix: [api.ApiId] })) {
    const snapshot = await snapshotOf(store, api, stage);
    if (snapshot)
      deployed.set(
        stage.StageName,
        compileStage({ api, keys, stage, snapshot }, (group) => targetOf(owner, group)),
      );
  }
  return { kind: 'websocket', apiId: api.ApiId, ...owner, stages: deployed };
}

function compileStage(
  parts: StageParts,
  targetOf: (group: string) => ReturnType<LogTargets>,
): WebSocketStage {
  const { api, keys, stage, snapshot } = parts;
  const routes = new Map<string, WebSocketRoute>();
  for (const route of snapshot.routes) {
    const compiled = compileRoute(parts, route);
    if (compiled) routes.set(route.RouteKey, compiled);
  }
  const { DestinationArn, Format: format = '' } = stage.AccessLogSettings ?? {};
  const group = logGroupOf(DestinationArn);
  const hasVariables = Object.keys(stage.StageVariables ?? {}).length > 0;
  const expression = snapshot.webSocket?.routeSelectionExpression ?? '';
  return {
    name: stage.StageName,
    variables: hasVariables ? stage.StageVariables : undefined,
    isEndpointDisabled: snapshot.isEndpointDisabled,
    apiKeys: keys.get(stage.StageName) ?? new Map(),
    isKeyFromAuthorizer: api.ApiKeySelectionExpression === AUTHORIZER_KEY,
    selectRoute: parseSelectionExpression(expression) ?? (() => undefined),
    routes,
    accessLog: group === undefined ? undefined : { target: targetOf(group), format },
    executionLog: targetOf(`/aws/apigateway/${api.ApiId}/${stage.StageName}`),
  };
}

/** @returns undefined for a route that leads nowhere: it is not deployed */
function compileRoute(parts: StageParts, route: RouteRecord): WebSocketRoute | undefined {
  const { snapshot, stage } = parts;
  const id = integrationIdOf(route.Target);
  const integration = snapshot.integrations.find((each) => each.IntegrationId === id);
  if (!integration) return undefined;
  const own = stage.RouteSettings?.[route.RouteKey];
  const settings: RouteSettings = { ...stage.DefaultRouteSettings, ...own };
  const hasResponse = snapshot.webSocket?.routeResponses.some(
    (each) => each.RouteId === route.RouteId,
  );
  return {
    routeKey: route.RouteKey,
    integration: compileIntegration(parts, integration),
    authorizer: compileAuthorizer(parts, route),
    isKeyRequired: route.ApiKeyRequired ?? false,
    throttle: compileThrottle(own, stage.DefaultRouteSettings),
    requiredParameters: Object.entries(route.RequestParameters ?? {})
      .filter(([, { Required }]) => Required)
      .map(([name]) => name),
    validation: compileValidation(parts, route),
    isTwoWay: hasResponse === true && Boolean(route.RouteResponseSelectionExpression),
    logLevel: settings.LoggingLevel ?? 'OFF',
    isDataTraced: settings.DataTraceEnabled ?? false,
  };
}

function compileIntegration(
  { snapshot, stage }: StageParts,
  definition: IntegrationRecord,
): WebSocketIntegration {
  const uri = fillStageVariables(definition.IntegrationUri ?? '', stage.StageVariables);
  const responses = snapshot.webSocket?.integrationResponses ?? [];
  return {
    definition,
    target: compileTarget(definition, uri),
    responses: responses.filter((each) => each.IntegrationId === definition.IntegrationId),
  };
}

function compileTarget(
  { IntegrationType: type }: IntegrationRecord,
  uri: string,
): IntegrationTarget {
  if (type === 'MOCK') return { kind: 'mock' };
  if (type === 'HTTP' || type === 'HTTP_PROXY')
    return parseHttpUri(uri) ? { kind: 'http', url: uri } : { kind: 'broken', uri };
  const target = parseFunctionUri(uri);
  return target ? { kind: 'lambda', ...target } : { kind: 'broken', uri };
}

function compileAuthorizer(
  { snapshot, stage }: StageParts,
  { AuthorizationType, AuthorizerId }: RouteRecord,
): SocketAuthorizer | undefined {
  if (AuthorizationType === 'AWS_IAM') return authorizeByIam;
  if (AuthorizationType !== 'CUSTOM') return undefined;
  const found = snapshot.authorizers?.find((each) => each.AuthorizerId === AuthorizerId);
  const uri = fillStageVariables(found?.AuthorizerUri ?? '', stage.StageVariables);
  return createSocketAuthorizer(parseFunctionUri(uri), found?.IdentitySource ?? []);
}

function compileValidation(
  { api, snapshot }: StageParts,
  { ModelSelectionExpression = '', RequestModels = {} }: RouteRecord,
): WebSocketRoute['validation'] {
  if (Object.keys(RequestModels).length === 0) return undefined;
  const models = snapshot.webSocket?.models ?? [];
  return {
    select: parseSelectionExpression(ModelSelectionExpression) ?? (() => '$default'),
    check: compileBodySchema(
      api.ApiId,
      models.map(({ Name, Schema }) => ({ name: Name, schema: Schema })),
      RequestModels,
    ),
  };
}
