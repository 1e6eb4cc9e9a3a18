import type {
  AccessLogSettings,
  CreateStageRequest,
  RouteSettings,
  Stage,
  UpdateStageRequest,
} from '@aws-sdk/client-apigatewayv2';
import { notImplemented } from '../../protocol/aws-error.ts';
import { logGroupOf } from '../execute-api/log-target.ts';
import { serviceError } from '../define-service.ts';
import type { StoreTransaction } from '../store.ts';
import { badRequest, refuseWebSocketOnly } from './errors.ts';
import { type ApiRecord, routes, type StageRecord } from './store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const MOST_VARIABLES = 100;
const LONGEST_LOG_FORMAT = 3 * 1024;

/** As the API's operations return it. */
export function toStage(record: StageRecord): Stage {
  const { createdAtEpochMs, updatedAtEpochMs, ...stage } = record;
  return {
    ...stage,
    CreatedDate: new Date(createdAtEpochMs),
    LastUpdatedDate: new Date(updatedAtEpochMs),
  };
}

/** `$default`, or letters, digits, hyphens and underscores. @throws BadRequestException */
export function assertStageName(name: string, protocol: ApiRecord['ProtocolType'] = 'HTTP'): void {
  // AWS's text leaves the hyphen out, its documentation does not. The URL of a WebSocket API names its stage.
  const isDefault = name === '$default' && protocol !== 'WEBSOCKET';
  if (!isDefault && !/^[\w-]{1,128}$/.test(name))
    throw badRequest('Stage name only allows a-zA-Z0-9_');
}

/** What CreateStage and UpdateStage check of the members they were given, besides the name. */
export async function assertStageMembers(
  operation: string,
  tx: StoreTransaction,
  input: CreateStageRequest | UpdateStageRequest,
  protocol: ApiRecord['ProtocolType'] = 'HTTP',
): Promise<void> {
  const isWebSocket = protocol === 'WEBSOCKET';
  refuseWebSocketOnly({ ClientCertificateId: input.ClientCertificateId });
  if (input.AccessLogSettings) assertAccessLog(operation, input.AccessLogSettings);
  const all = [input.DefaultRouteSettings ?? {}, ...Object.values(input.RouteSettings ?? {})];
  for (const settings of all) assertRouteSettings(settings, isWebSocket);
  await assertSettingsKeys(tx, input.ApiId ?? '', Object.keys(input.RouteSettings ?? {}));
  const variables = Object.entries(input.StageVariables ?? {});
  if (variables.length > MOST_VARIABLES)
    throw badRequest(`A stage can have at most ${MOST_VARIABLES} stage variables`);
  for (const [name, value] of variables) assertVariable(name, value);
}

/** An empty destination takes the setting away. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html */
function assertAccessLog(operation: string, settings: AccessLogSettings): void {
  const { DestinationArn: arn = '', Format: format = '' } = settings;
  if (arn.includes(':firehose:'))
    throw notImplemented('apigatewayv2', operation, 'access logs to Firehose');
  if (arn !== '' && logGroupOf(arn) === undefined)
    throw badRequest('Invalid ARN specified in the request');
  if ((arn === '') !== (format === ''))
    throw badRequest('AccessLogSettings must have both DestinationArn and Format');
  if (format.length > LONGEST_LOG_FORMAT)
    throw badRequest(`The access log format must be at most ${LONGEST_LOG_FORMAT} characters`);
}

function assertRouteSettings(settings: RouteSettings, isWebSocket: boolean): void {
  const {
    DataTraceEnabled,
    LoggingLevel,
    ThrottlingBurstLimit: burst,
    ThrottlingRateLimit: rate,
  } = settings;
  if (!isWebSocket)
    refuseWebSocketOnly({
      DataTraceEnabled,
      LoggingLevel: LoggingLevel === 'OFF' ? undefined : LoggingLevel,
    });
  if (burst !== undefined && !(Number.isInteger(burst) && burst >= 0))
    throw badRequest('Invalid throttling burst limit specified');
  if (rate !== undefined && !(rate >= 0))
    throw badRequest('Invalid throttling rate limit specified');
}

async function assertSettingsKeys(
  tx: StoreTransaction,
  apiId: string,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  const known = new Set(
    (await tx.scan(routes, { prefix: [apiId] })).map(({ value }) => value.RouteKey),
  );
  for (const key of keys)
    if (!known.has(key))
      throw serviceError(
        'apigatewayv2',
        'NotFoundException',
        `Unable to find Route by key ${key} within the provided RouteSettings`,
      );
}

/** The characters are those of https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html#http-api-stages.stage-variables */
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
