import type { Integration, Method, MethodSetting } from '@aws-sdk/client-api-gateway';
import { createTokenBucket, type TokenBucket } from '../../platform/token-bucket.ts';
import type { ServiceHost } from '../context.ts';
import {
  fillStageVariables,
  parseFunctionUri,
  parseHttpUri,
  parseServiceUri,
} from '../execute-api/integration-uri.ts';
import { createAuthorizerCache } from '../execute-api/rest/authorizer-cache.ts';
import { compileBinaryTypes } from '../execute-api/rest/binary-types.ts';
import { compileBodySchema } from '../execute-api/rest/body-schema.ts';
import type {
  DeployedAuthorizer,
  DeployedKey,
  FunctionTarget,
  IntegrationTarget,
  MethodCaching,
  RestRoute,
  RestStage,
  Validation,
} from '../execute-api/rest/deployed.ts';
import { createResponseCache, type ResponseCache } from '../execute-api/rest/response-cache.ts';
import { logGroupOf, type LogTargets } from '../execute-api/log-target.ts';
import { compileRoutes } from '../execute-api/route-table.ts';
import type {
  AuthorizerRecord,
  ClientCertificateRecord,
  ResourceRecord,
  Snapshot,
  StageRecord,
} from './store.ts';
import type { Scope } from './usage-meter.ts';

export interface StageParts {
  host: ServiceHost;
  owner: Scope;
  stage: StageRecord;
  snapshot: Snapshot;
  certificate: ClientCertificateRecord | undefined;
  /** Of the canary, if the stage has one. */
  canary: Snapshot | undefined;
  apiKeys: ReadonlyMap<string, DeployedKey>;
  targetOf: LogTargets;
}

/** What a stage and its canary may share. */
interface Shared {
  cache: ResponseCache | undefined;
  isCanary: boolean;
}

const DEFAULT_AUTHORIZER_TTL_SECONDS = 300;

export function compileStage(parts: StageParts): RestStage {
  return compile(parts, { cache: compileCache(parts), isCanary: false });
}

function compileCache({ host, stage }: StageParts): ResponseCache | undefined {
  return stage.cacheClusterEnabled ? createResponseCache(host.clock) : undefined;
}

function compile(parts: StageParts, shared: Shared): RestStage {
  const { canary, owner, snapshot, stage, targetOf } = parts;
  const { api } = snapshot;
  const hasVariables = Object.keys(stage.variables ?? {}).length > 0;
  const accessLogGroup = logGroupOf(stage.accessLogSettings?.destinationArn);
  return {
    name: stage.stageName,
    deploymentId: stage.deploymentId ?? '',
    isCanary: shared.isCanary,
    variables: hasVariables ? stage.variables : undefined,
    isEndpointDisabled: api.disableExecuteApiEndpoint ?? false,
    isKeyFromAuthorizer: api.apiKeySource === 'AUTHORIZER',
    policy: api.policy || undefined,
    binaryTypes: compileBinaryTypes(api.binaryMediaTypes),
    minimumCompressionBytes: api.minimumCompressionSize,
    gatewayResponses: new Map(snapshot.gatewayResponses.map((each) => [each.responseType, each])),
    routes: compileRoutes(compileMethods(parts, shared.cache)),
    apiKeys: parts.apiKeys,
    accessLog:
      accessLogGroup === undefined
        ? undefined
        : {
            target: targetOf(owner, accessLogGroup),
            format: stage.accessLogSettings?.format ?? '$context.requestId',
          },
    executionLog: targetOf(
      owner,
      `API-Gateway-Execution-Logs_${api.id}/${stage.stageName}${shared.isCanary ? '/Canary' : ''}`,
    ),
    clientCertificate: parts.certificate && {
      cert: parts.certificate.pemEncodedCertificate ?? '',
      key: parts.certificate.privateKey,
    },
    canary: canary && compileCanary(parts, canary, shared.cache),
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/canary-release.html */
function compileCanary(
  parts: StageParts,
  snapshot: Snapshot,
  cache: ResponseCache | undefined,
): RestStage['canary'] {
  const { canarySettings: settings, variables } = parts.stage;
  const stage: StageRecord = {
    ...parts.stage,
    deploymentId: settings?.deploymentId,
    variables: { ...variables, ...settings?.stageVariableOverrides },
  };
  return {
    percentTraffic: settings?.percentTraffic ?? 0,
    stage: compile(
      { ...parts, stage, snapshot, canary: undefined },
      { cache: settings?.useStageCache ? cache : compileCache(parts), isCanary: true },
    ),
  };
}

function compileMethods(parts: StageParts, cache: ResponseCache | undefined): RestRoute[] {
  const authorizers = new Map(
    parts.snapshot.authorizers.map((each) => [
      each.id,
      compileAuthorizer(parts.host, parts.stage.variables, each),
    ]),
  );
  return parts.snapshot.resources.flatMap((resource) =>
    Object.entries(resource.resourceMethods).flatMap(([name, method]) =>
      method.methodIntegration
        ? [compileMethod(parts, { resource, name, method }, { authorizers, cache })]
        : [],
    ),
  );
}

function compileMethod(
  parts: StageParts,
  { resource, name, method }: { resource: ResourceRecord; name: string; method: Method },
  shared: {
    authorizers: ReadonlyMap<string, DeployedAuthorizer>;
    cache: ResponseCache | undefined;
  },
): RestRoute {
  const integration = method.methodIntegration ?? {};
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
        ? shared.authorizers.get(method.authorizerId ?? '')
        : undefined,
    validation: compileValidation(parts.snapshot, method),
    throttle: compileThrottle(settings),
    caching: shared.cache && compileCaching(shared.cache, settings, integration),
    logLevel: level === 'INFO' || level === 'ERROR' ? level : 'OFF',
    isDataTraced: settings?.dataTraceEnabled ?? false,
  };
}

/** The settings of the method, else those of all methods. */
function settingsOf(
  { methodSettings = {} }: StageRecord,
  path: string,
  method: string,
): Settings | undefined {
  const own = methodSettings[`${path.replace(/^\//, '')}/${method}`];
  return own ? { ...own, isOwn: true } : methodSettings['*/*'];
}

type Settings = MethodSetting & { isOwn?: true };

function compileCaching(
  cache: ResponseCache,
  settings: Settings | undefined,
  { cacheKeyParameters = [], cacheNamespace = '', requestParameters = {} }: Integration,
): MethodCaching | undefined {
  const ttlSeconds = settings?.cacheTtlInSeconds ?? 300;
  if (!settings?.cachingEnabled || ttlSeconds === 0) return undefined;
  return {
    cache,
    isForGetOnly: !settings.isOwn,
    ttlSeconds,
    namespace: cacheNamespace,
    // A parameter of the integration request is known by what it is mapped from.
    parameters: cacheKeyParameters.map((each) => requestParameters[each] ?? each),
    needsPermission: settings.requireAuthorizationForCacheControl ?? true,
    strategy: settings.unauthorizedCacheControlHeaderStrategy,
  };
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
  if (integration.connectionType === 'VPC_LINK')
    return {
      kind: 'vpc-link',
      id: fillStageVariables(integration.connectionId ?? '', stage.variables),
    };
  const uri = fillStageVariables(integration.uri ?? '', stage.variables);
  if (integration.type === 'HTTP' || integration.type === 'HTTP_PROXY')
    return parseHttpUri(uri) ? { kind: 'http', url: uri } : { kind: 'broken', uri };
  const call = integration.type === 'AWS' ? parseServiceUri(uri) : undefined;
  return compileFunction(uri) ?? (call ? { kind: 'service', call } : { kind: 'broken', uri });
}

function compileFunction(uri: string): FunctionTarget | undefined {
  const target = parseFunctionUri(uri);
  return target && { kind: 'lambda', ...target };
}

export function compileAuthorizer(
  { clock }: Pick<ServiceHost, 'clock'>,
  variables: Readonly<Record<string, string>> | undefined,
  definition: AuthorizerRecord,
): DeployedAuthorizer {
  const ttl = definition.authorizerResultTtlInSeconds ?? DEFAULT_AUTHORIZER_TTL_SECONDS;
  return {
    definition,
    target: compileFunction(fillStageVariables(definition.authorizerUri ?? '', variables)),
    cache: createAuthorizerCache(clock, ttl),
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
