import type { Integration, Method, MethodSetting } from '@aws-sdk/client-api-gateway';
import { createTokenBucket, type TokenBucket } from '../../platform/token-bucket.ts';
import type { ServiceHost } from '../context.ts';
import {
  fillStageVariables,
  parseFunctionUri,
  parseHttpUri,
} from '../execute-api/integration-uri.ts';
import { createAuthorizerCache } from '../execute-api/rest/authorizer-cache.ts';
import { compileBinaryTypes } from '../execute-api/rest/binary-types.ts';
import { compileBodySchema } from '../execute-api/rest/body-schema.ts';
import type {
  DeployedAuthorizer,
  DeployedKey,
  FunctionTarget,
  IntegrationTarget,
  RestRoute,
  RestStage,
  Validation,
} from '../execute-api/rest/deployed.ts';
import { logGroupOf, type LogTargets } from '../execute-api/log-target.ts';
import { compileRoutes } from '../execute-api/route-table.ts';
import type { AuthorizerRecord, ResourceRecord, Snapshot, StageRecord } from './store.ts';
import type { Scope } from './usage-meter.ts';

export interface StageParts {
  host: ServiceHost;
  owner: Scope;
  stage: StageRecord;
  snapshot: Snapshot;
  /** Of the canary, if the stage has one. */
  canary: Snapshot | undefined;
  apiKeys: ReadonlyMap<string, DeployedKey>;
  targetOf: LogTargets;
}

const DEFAULT_AUTHORIZER_TTL_SECONDS = 300;

export function compileStage(parts: StageParts): RestStage {
  const { canary, owner, snapshot, stage, targetOf } = parts;
  const { api } = snapshot;
  const hasVariables = Object.keys(stage.variables ?? {}).length > 0;
  const accessLogGroup = logGroupOf(stage.accessLogSettings?.destinationArn);
  return {
    name: stage.stageName,
    deploymentId: stage.deploymentId ?? '',
    variables: hasVariables ? stage.variables : undefined,
    isEndpointDisabled: api.disableExecuteApiEndpoint ?? false,
    isKeyFromAuthorizer: api.apiKeySource === 'AUTHORIZER',
    policy: api.policy || undefined,
    binaryTypes: compileBinaryTypes(api.binaryMediaTypes),
    gatewayResponses: new Map(snapshot.gatewayResponses.map((each) => [each.responseType, each])),
    routes: compileRoutes(compileMethods(parts)),
    apiKeys: parts.apiKeys,
    accessLog:
      accessLogGroup === undefined
        ? undefined
        : {
            target: targetOf(owner, accessLogGroup),
            format: stage.accessLogSettings?.format ?? '$context.requestId',
          },
    executionLog: targetOf(owner, `API-Gateway-Execution-Logs_${api.id}/${stage.stageName}`),
    canary: canary && compileCanary(parts, canary),
  };
}

function compileCanary(parts: StageParts, snapshot: Snapshot): RestStage['canary'] {
  const { canarySettings: settings, variables } = parts.stage;
  const stage: StageRecord = {
    ...parts.stage,
    deploymentId: settings?.deploymentId,
    variables: { ...variables, ...settings?.stageVariableOverrides },
  };
  return {
    percentTraffic: settings?.percentTraffic ?? 0,
    stage: compileStage({ ...parts, stage, snapshot, canary: undefined }),
  };
}

function compileMethods(parts: StageParts): RestRoute[] {
  const authorizers = new Map(
    parts.snapshot.authorizers.map((each) => [each.id, compileAuthorizer(parts, each)]),
  );
  return parts.snapshot.resources.flatMap((resource) =>
    Object.entries(resource.resourceMethods).flatMap(([name, method]) =>
      method.methodIntegration
        ? [compileMethod(parts, resource, name, method, method.methodIntegration, authorizers)]
        : [],
    ),
  );
}

function compileMethod(
  parts: StageParts,
  resource: ResourceRecord,
  name: string,
  method: Method,
  integration: Integration,
  authorizers: ReadonlyMap<string, DeployedAuthorizer>,
): RestRoute {
  const settings = settingsOf(parts.stage, resource.path, name);
  const level = settings?.loggingLevel;
  return {
    routeKey: `${name} ${resource.path}`,
    resourceId: resource.id,
    resourcePath: resource.path,
    method,
    integration,
    target: compileTarget(integration, parts.stage),
    authorizer:
      method.authorizationType === 'CUSTOM'
        ? authorizers.get(method.authorizerId ?? '')
        : undefined,
    validation: compileValidation(parts.snapshot, method),
    throttle: compileThrottle(settings),
    logLevel: level === 'INFO' || level === 'ERROR' ? level : 'OFF',
    isDataTraced: settings?.dataTraceEnabled ?? false,
  };
}

/** The settings of the method, else those of all methods. */
function settingsOf(
  { methodSettings = {} }: StageRecord,
  path: string,
  method: string,
): MethodSetting | undefined {
  return methodSettings[`${path.replace(/^\//, '')}/${method}`] ?? methodSettings['*/*'];
}

/** Undefined while both limits are AWS's account-wide ones, which are not imitated. */
function compileThrottle(settings: MethodSetting | undefined): TokenBucket | undefined {
  const { throttlingBurstLimit: burst = -1, throttlingRateLimit: rate = -1 } = settings ?? {};
  const isDefault = (burst === -1 || burst === 5000) && (rate === -1 || rate === 10_000);
  if (isDefault) return undefined;
  return createTokenBucket({
    ratePerSecond: rate === -1 ? 10_000 : rate,
    burst: burst === -1 ? 5000 : burst,
  });
}

function compileTarget(integration: Integration, stage: StageRecord): IntegrationTarget {
  if (integration.type === 'MOCK') return { kind: 'mock' };
  const uri = fillStageVariables(integration.uri ?? '', stage.variables);
  if (integration.type === 'HTTP' || integration.type === 'HTTP_PROXY')
    return parseHttpUri(uri) ? { kind: 'http', url: uri } : { kind: 'broken', uri };
  return compileFunction(uri) ?? { kind: 'broken', uri };
}

function compileFunction(uri: string): FunctionTarget | undefined {
  const target = parseFunctionUri(uri);
  return target && { kind: 'lambda', ...target };
}

function compileAuthorizer(
  { host, stage }: StageParts,
  definition: AuthorizerRecord,
): DeployedAuthorizer {
  const ttl = definition.authorizerResultTtlInSeconds ?? DEFAULT_AUTHORIZER_TTL_SECONDS;
  return {
    definition,
    target: compileFunction(fillStageVariables(definition.authorizerUri ?? '', stage.variables)),
    cache: createAuthorizerCache(host.clock, ttl),
  };
}

function compileValidation(
  { api, models, validators }: Snapshot,
  method: Method,
): Validation | undefined {
  const validator = validators.find((each) => each.id === method.requestValidatorId);
  if (!validator) return undefined;
  const checksBody = validator.validateRequestBody && method.requestModels;
  return {
    checksParameters: validator.validateRequestParameters ?? false,
    checkBody: checksBody ? compileBodySchema(api.id, models, checksBody) : undefined,
  };
}
