import type { Integration } from '@aws-sdk/client-api-gateway';
import type { AwsError } from '../../../../protocol/aws-error.ts';
import type { PlaneResponse } from '../../../data-plane.ts';
import { callFunction } from '../../integrations/call-function.ts';
import type { FunctionTarget } from '../deployed.ts';
import { lastHeader, type RestExchange } from '../exchange.ts';
import { printBody } from '../execution-log.ts';
import { configurationError, GatewayError } from '../gateway-response.ts';
import { toProxyEvent } from '../proxy-event.ts';
import { parseProxyResponse } from '../proxy-response.ts';
import { logFunctionAnswer, logFunctionCall } from './function-log.ts';
import { mappedTenant } from './tenant.ts';

/** Of integrations that name none, and the longest. */
export const DEFAULT_TIMEOUT_MS = 29_000;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html */
export async function proxyToLambda(
  exchange: RestExchange,
  integration: Integration,
  target: FunctionTarget,
): Promise<PlaneResponse> {
  const { clock } = exchange.host;
  const event = toProxyEvent(exchange);
  logFunctionCall(exchange, target, { body: event });
  const sentAtMs = clock.monotonicMs();
  const timeoutMs = integration.timeoutInMillis ?? DEFAULT_TIMEOUT_MS;
  const outcome = await callFunction(exchange.host, target, event, timeoutMs, {
    traceId: exchange.traceId,
    tenantId: mappedTenant(exchange, integration),
  });
  exchange.integrationLatencyMs = Math.round(clock.monotonicMs() - sentAtMs);
  if (outcome.kind === 'timeout') throw timedOut();
  if (outcome.kind === 'refused') {
    logFunctionAnswer(exchange, 500);
    throw refused(exchange, target, outcome.error);
  }
  const { functionError, payload } = outcome.answer;
  logFunctionAnswer(exchange, 200, payload);
  if (functionError !== undefined)
    throw configurationError('Lambda execution failed with a function error', 502);
  const acceptsBinary =
    exchange.stage?.binaryTypes.has(lastHeader(exchange.request, 'accept') ?? '') ?? false;
  const response = parseProxyResponse(payload, acceptsBinary);
  if (!response) throw configurationError('Malformed Lambda proxy response', 502);
  exchange.log?.data(`Method response body after transformations: ${printBody(response.body)}`);
  return response;
}

export function timedOut(): GatewayError {
  return new GatewayError(
    { type: 'INTEGRATION_TIMEOUT', message: 'Endpoint request timed out' },
    'Execution failed due to a timeout error',
  );
}

/** Lambda refused the call. The caller learns nothing of why; the logs do. */
export function refused(
  { api, host }: RestExchange,
  { functionArn }: FunctionTarget,
  { code, message }: AwsError,
): GatewayError {
  host.log.warn(`REST API ${api.apiId} could not invoke ${functionArn}: ${code}: ${message}`);
  if (code === 'RequestTooLargeException')
    return new GatewayError({ type: 'REQUEST_TOO_LARGE', message: 'Request Too Long' }, message);
  // 504 is the type's own status, but AWS answers 500 as long as the type is not customised.
  return new GatewayError(
    { type: 'INTEGRATION_FAILURE', message: 'Internal server error', status: 500 },
    `Execution failed due to an error of the endpoint: ${code}: ${message}`,
  );
}
