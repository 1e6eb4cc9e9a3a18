import type { CanarySettings, MethodSetting, Stage } from '@aws-sdk/client-api-gateway';
import { notImplemented } from '../../protocol/aws-error.ts';
import type { StoreTransaction } from '../store.ts';
import { getClientCertificateRecord } from './client-certificate.ts';
import { badRequest, notFoundOf } from './errors.ts';
import {
  type Change,
  child,
  decimal,
  flag,
  mapItem,
  type PatchRule,
  type PatchRules,
  text,
  toBoolean,
  whole,
} from './patch.ts';
import { documentationVersions, type StageRecord } from './store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html */
export const DEFAULT_METHOD_SETTING: MethodSetting = {
  metricsEnabled: false,
  dataTraceEnabled: false,
  throttlingBurstLimit: 5000,
  throttlingRateLimit: 10_000,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
};

const STRATEGIES = [
  'FAIL_WITH_403',
  'SUCCEED_WITH_RESPONSE_HEADER',
  'SUCCEED_WITHOUT_RESPONSE_HEADER',
];
/** In GB. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html */
const CACHE_SIZES = ['0.5', '1.6', '6.1', '13.5', '28.4', '58.2', '118', '237'];

/** Member and parser of every method setting, by the last two parts of its patch path. */
const SETTINGS: Readonly<Record<string, [keyof MethodSetting, (value: string) => unknown]>> = {
  'metrics/enabled': ['metricsEnabled', toBoolean],
  'logging/dataTrace': ['dataTraceEnabled', toBoolean],
  'logging/loglevel': ['loggingLevel', toLevel],
  'throttling/burstLimit': ['throttlingBurstLimit', toLimit],
  'throttling/rateLimit': ['throttlingRateLimit', toLimit],
  'caching/enabled': ['cachingEnabled', toBoolean],
  'caching/ttlInSeconds': ['cacheTtlInSeconds', toTtl],
  'caching/dataEncrypted': ['cacheDataEncrypted', toBoolean],
  'caching/requireAuthorizationForCacheControl': ['requireAuthorizationForCacheControl', toBoolean],
  'caching/unauthorizedCacheControlHeaderStrategy': [
    'unauthorizedCacheControlHeaderStrategy',
    toStrategy,
  ],
};

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateStage-Patch */
export const stagePatch: PatchRules = {
  '/deploymentId': { ops: ['replace', 'copy'], apply: setDeployment },
  '/description': text('description'),
  '/clientCertificateId': text('clientCertificateId', ['replace', 'remove']),
  '/cacheClusterEnabled': flag('cacheClusterEnabled'),
  '/cacheClusterSize': text('cacheClusterSize'),
  '/documentationVersion': text('documentationVersion', ['replace', 'remove']),
  '/tracingEnabled': flag('tracingEnabled'),
  '/variables/{name}': mapItem('variables'),
  '/variables': { ops: ['remove', 'copy'], apply: setVariables },
  '/accessLogSettings': whole('accessLogSettings'),
  '/accessLogSettings/destinationArn': text('accessLogSettings.destinationArn', ['replace', 'add']),
  '/accessLogSettings/format': text('accessLogSettings.format', ['replace', 'add']),
  '/canarySettings': whole('canarySettings'),
  '/canarySettings/deploymentId': text('canarySettings.deploymentId', ['replace', 'add', 'copy']),
  '/canarySettings/percentTraffic': decimal('canarySettings.percentTraffic', ['replace', 'add']),
  '/canarySettings/useStageCache': flag('canarySettings.useStageCache'),
  '/canarySettings/stageVariableOverrides/{name}': mapItem('canarySettings.stageVariableOverrides'),
  '/{resourcePath}/{httpMethod}': {
    ops: ['remove'],
    apply(target, { names }) {
      delete child(target, 'methodSettings')[toSettingKey(names)];
    },
  },
  ...methodSettingRules(),
};

/** A canary is promoted by copying what it has: https://docs.aws.amazon.com/apigateway/latest/developerguide/promote-canary-release.html */
function setDeployment(target: Record<string, unknown>, { op, value, from }: Change): void {
  target['deploymentId'] =
    op === 'copy' ? canaryOf(target, from, '/deploymentId').deploymentId : value;
}

function setVariables(target: Record<string, unknown>, { op, from }: Change): void {
  if (op === 'remove') delete target['variables'];
  else {
    const { stageVariableOverrides } = canaryOf(target, from, '/stageVariableOverrides');
    target['variables'] = { ...child(target, 'variables'), ...stageVariableOverrides };
  }
}

function canaryOf(
  target: Record<string, unknown>,
  from: string | undefined,
  member: string,
): CanarySettings {
  const canary = target['canarySettings'] as CanarySettings | undefined;
  if (from !== `/canarySettings${member}` || !canary)
    throw badRequest(`Invalid patch operation: there is nothing to copy from ${from ?? ''}`);
  return canary;
}

/** A setting of one method, or of `*` methods of `*` resources. */
function methodSettingRules(): PatchRules {
  const rules: Record<string, PatchRule> = {};
  for (const [path, [member, parse]] of Object.entries(SETTINGS))
    rules[`/{resourcePath}/{httpMethod}/${path}`] = {
      ops: ['replace', 'add'],
      apply(target, change: Change) {
        const settings = child(target, 'methodSettings');
        const key = toSettingKey(change.names);
        const before = (settings[key] as MethodSetting | undefined) ?? DEFAULT_METHOD_SETTING;
        settings[key] = { ...before, [member]: parse(change.value ?? '') };
      },
    };
  return rules;
}

/** `~1users~1{id}` and GET: `users/{id}/GET`, as tools read it back. */
function toSettingKey([path = '', method = '']: readonly string[]): string {
  return `${path.replace(/^\//, '')}/${method}`;
}

function toLevel(value: string): string {
  if (!['OFF', 'ERROR', 'INFO'].includes(value))
    throw badRequest('Invalid logging level. Valid values are: OFF, ERROR, INFO');
  return value;
}

function toLimit(value: string): number {
  const limit = Number(value);
  // -1 takes the limit away again (what Terraform sends).
  if (value === '' || !(limit >= -1))
    throw badRequest(`Invalid throttling limit: ${value.slice(0, 64)}`);
  return limit;
}

function toTtl(value: string): number {
  const ttl = /^\d{1,4}$/.test(value) ? Number(value) : 3601;
  if (ttl > 3600) throw badRequest('Invalid cache TTL; must be between 0 and 3600 seconds');
  return ttl;
}

function toStrategy(value: string): string {
  if (!STRATEGIES.includes(value))
    throw badRequest(
      `Invalid value ${value.slice(0, 64)}. Must be one of: [${STRATEGIES.join(', ')}]`,
    );
  return value;
}

/** A stage as AWS makes it when nothing else is said. */
export function makeStage(
  stageName: string,
  deploymentId: string,
  nowEpochMs: number,
): StageRecord {
  return {
    stageName,
    deploymentId,
    cacheClusterEnabled: false,
    methodSettings: {},
    tracingEnabled: false,
    createdAtEpochMs: nowEpochMs,
    updatedAtEpochMs: nowEpochMs,
  };
}

/** As the API's operations return it. */
export function toStage({ createdAtEpochMs, updatedAtEpochMs, ...stage }: StageRecord): Stage {
  const { cacheClusterEnabled, cacheClusterSize = CACHE_SIZES[0] } = stage;
  return {
    ...stage,
    // AWS takes four minutes to set a cache up; here it is there at once.
    cacheClusterStatus: cacheClusterEnabled ? 'AVAILABLE' : 'NOT_AVAILABLE',
    ...(cacheClusterEnabled && { cacheClusterSize: cacheClusterSize as '0.5' }),
    createdDate: new Date(createdAtEpochMs),
    lastUpdatedDate: new Date(updatedAtEpochMs),
  };
}

/** What Create and Update check of a stage as it will be. @throws BadRequestException, NotImplemented */
export function assertStage(operation: string, stage: StageRecord): void {
  // AWS's text leaves the hyphen out, its documentation does not.
  if (!/^[\w-]{1,128}$/.test(stage.stageName))
    throw badRequest('Stage name only allows a-zA-Z0-9_');
  for (const [name, value] of Object.entries(stage.variables ?? {})) assertVariable(name, value);
  for (const [name, value] of Object.entries(stage.canarySettings?.stageVariableOverrides ?? {}))
    assertVariable(name, value);
  assertCanary(stage.canarySettings);
  const { cacheClusterSize } = stage;
  if (cacheClusterSize !== undefined && !CACHE_SIZES.includes(cacheClusterSize))
    throw badRequest(`Invalid cache cluster size. Must be one of: [${CACHE_SIZES.join(', ')}]`);
  refuseUnbuilt(operation, stage);
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
function assertVariable(name: string, value: string): void {
  if (!/^\w{1,64}$/.test(name))
    throw badRequest(
      `Stage variable name ${JSON.stringify(name.slice(0, 64))} only allows a-zA-Z0-9_`,
    );
  if (!/^[\w\-._~:/?#&=,]{0,512}$/.test(value))
    throw badRequest(
      `Stage variable value of ${name} only allows A-Za-z0-9-._~:/?#&=, and 512 characters`,
    );
}

function assertCanary(canary: CanarySettings | undefined): void {
  const percent = canary?.percentTraffic;
  if (percent !== undefined && !(percent >= 0 && percent <= 100))
    throw badRequest('Percent traffic must be between 0.0 and 100.0');
}

/** A setting that Brume does not honour: an honest 501, never a stored promise. */
function refuseUnbuilt(operation: string, { accessLogSettings }: StageRecord): void {
  if (accessLogSettings?.destinationArn?.includes(':firehose:'))
    throw notImplemented('apigateway', operation, 'the setting accessLogSettings to Firehose');
}

/** What a stage names must be there. @throws BadRequestException, NotFoundException */
export async function assertReferences(
  tx: Pick<StoreTransaction, 'get'>,
  apiId: string,
  { clientCertificateId, documentationVersion }: StageRecord,
): Promise<void> {
  if (clientCertificateId) await getClientCertificateRecord(tx, clientCertificateId);
  if (documentationVersion && !(await tx.get(documentationVersions, [apiId, documentationVersion])))
    throw notFoundOf('documentationVersion');
}
