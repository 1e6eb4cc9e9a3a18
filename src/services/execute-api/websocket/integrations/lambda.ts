/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integrations.html */
import type { FunctionAnswer } from '../../../function-invoker.ts';
import { callFunction } from '../../integrations/call-function.ts';
import type { FunctionTarget } from '../../rest/deployed.ts';
import { parseProxyResponse } from '../../rest/proxy-response.ts';
import type { WebSocketIntegration } from '../deployed.ts';
import { internalFailure, type SocketExchange } from '../exchange.ts';
import type { IntegrationAnswer } from '../integrate.ts';
import { toProxyEvent } from '../proxy-event.ts';
import { mapRequest } from './map-request.ts';
import { mapResponse } from './map-response.ts';
import { DEFAULT_TIMEOUT_MS, timedOut } from './timeout.ts';

export async function callFunctionProxy(
  exchange: SocketExchange,
  integration: WebSocketIntegration,
  target: FunctionTarget,
): Promise<IntegrationAnswer> {
  const event = JSON.stringify(toProxyEvent(exchange));
  const { functionError, payload } = await call(exchange, integration, target, event);
  if (functionError !== undefined)
    throw internalFailure('Lambda execution failed with a function error', 502);
  const response = parseProxyResponse(payload, true);
  if (!response) throw internalFailure('Malformed Lambda proxy response', 502);
  const { body, headers, status } = response;
  return { status, headers, body: body as string | Buffer };
}

/** A function's failure is an answer, too: its message is what response keys match. */
export async function callMappedFunction(
  exchange: SocketExchange,
  integration: WebSocketIntegration,
  target: FunctionTarget,
): Promise<IntegrationAnswer> {
  const { body } = mapRequest(exchange, integration.definition);
  const payload = body.length > 0 ? body : Buffer.from('{}');
  const { functionError, payload: answer } = await call(exchange, integration, target, payload);
  const bytes = Buffer.from(answer);
  return mapResponse(exchange, integration, {
    status: functionError === undefined ? 200 : 502,
    headers: [],
    body: bytes,
    selection: functionError === undefined ? '200' : errorMessageOf(bytes),
    isFailure: functionError !== undefined,
  });
}

async function call(
  exchange: SocketExchange,
  { definition }: WebSocketIntegration,
  target: FunctionTarget,
  payload: string | Buffer,
): Promise<FunctionAnswer> {
  const { api, host, log } = exchange;
  log?.data(`Endpoint request body after transformations: ${payload.toString()}`);
  log?.info(`Sending request to ${target.functionArn}`);
  const sentAtMs = host.clock.monotonicMs();
  const timeoutMs = definition.TimeoutInMillis ?? DEFAULT_TIMEOUT_MS;
  const outcome = await callFunction(host, target, payload, timeoutMs);
  exchange.integrationLatencyMs = Math.round(host.clock.monotonicMs() - sentAtMs);
  exchange.integrationStatus = outcome.kind === 'answer' ? 200 : 500;
  log?.info(
    `Received response. Status: ${exchange.integrationStatus}, Integration latency: ${exchange.integrationLatencyMs} ms`,
  );
  if (outcome.kind === 'timeout') throw timedOut();
  if (outcome.kind === 'refused') {
    const { code, message } = outcome.error;
    host.log.warn(
      `WebSocket API ${api.apiId} could not invoke ${target.functionArn}: ${code}: ${message}`,
    );
    throw internalFailure(`Execution failed due to an error of the endpoint: ${code}: ${message}`);
  }
  log?.data(
    `Endpoint response body before transformations: ${Buffer.from(outcome.answer.payload).toString('utf8')}`,
  );
  return outcome.answer;
}

function errorMessageOf(body: Buffer): string {
  try {
    const parsed = JSON.parse(body.toString('utf8')) as { errorMessage?: unknown } | null;
    return typeof parsed?.errorMessage === 'string' ? parsed.errorMessage : '';
  } catch {
    return '';
  }
}
