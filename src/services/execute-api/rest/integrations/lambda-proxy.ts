import type { Integration } from '@aws-sdk/client-api-gateway';
import type { AwsError } from '../../../../protocol/aws-error.ts';
import type { PlaneResponse } from '../../../data-plane.ts';
import { callFunction } from '../../integrations/call-function.ts';
import type { FunctionTarget } from '../deployed.ts';
import { lastHeader, type RestExchange } from '../exchange.ts';
import { configurationError, GatewayError } from '../gateway-response.ts';
import { toProxyEvent } from '../proxy-event.ts';
import { parseProxyResponse } from '../proxy-response.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html */
export async function proxyToLambda(
  exchange: RestExchange,
  integration: Integration,
  target: FunctionTarget,
): Promise<PlaneResponse> {
  const { clock } = exchange.host;
  const event = toProxyEvent(exchange);
  exchange.log?.data(`Endpoint request body after transformations: ${event}`);
  exchange.log?.info(`Sending request to ${target.functionArn}`);
  const sentAtMs = clock.monotonicMs();
  const timeoutMs = integration.timeoutInMillis ?? 29_000;
  const outcome = await callFunction(exchange.host, target, event, timeoutMs);
  exchange.integrationLatencyMs = Math.round(clock.monotonicMs() - sentAtMs);
  exchange.integrationStatus = outcome.kind === 'answer' ? 200 : 500;
  exchange.log?.info(
    `Received response. Status: ${exchange.integrationStatus}, Integration latency: ${exchange.integrationLatencyMs} ms`,
  );
  if (outcome.kind === 'timeout') throw timedOut();
  if (outcome.kind === 'refused') throw refused(exchange, target, outcome.error);
  const { functionError, payload } = outcome.answer;
  exchange.log?.data(
    `Endpoint response body before transformations: ${Buffer.from(payload).toString('utf8')}`,
  );
  if (functionError !== undefined)
    throw configurationError('Lambda execution failed with a function error', 502);
  const acceptsBinary =
    exchange.stage?.binaryTypes.has(lastHeader(exchange.request, 'accept') ?? '') ?? false;
  const response = parseProxyResponse(payload, acceptsBinary);
  if (!response) throw configurationError('Malformed Lambda proxy response', 502);
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
