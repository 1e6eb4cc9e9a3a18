/**
 * Access logs of HTTP APIs. What a variable does not have is `-`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
import type { PlaneResponse } from '../data-plane.ts';
import { toContextVariables, variableAt } from './context-variables.ts';
import type { AccessLog } from './deployed-api.ts';
import type { Exchange, IntegrationReport } from './exchange.ts';
import { fillVariables } from './fill-variables.ts';
import { type GatewayFailure, failureOf } from './gateway-response.ts';

/** @param answer what the chain answered, before the gateway added its headers */
export function logAccess(
  exchange: Exchange,
  { format, target }: AccessLog,
  answer: PlaneResponse,
): void {
  const nowEpochMs = exchange.host.clock.now();
  const variables = {
    ...toContextVariables(exchange),
    ...toOutcome(exchange, answer, nowEpochMs),
  };
  const line = fillVariables(format, (root, path) => {
    const value =
      root === 'context' ? variableAt(variables, path) : exchange.stage?.variables?.[path];
    return value === undefined || value === null || value === '' ? '-' : String(value);
  });
  target.write(nowEpochMs, [line]);
}

/** What is known only once the request is answered. */
function toOutcome(
  { report, request, startedAtEpochMs }: Exchange,
  answer: PlaneResponse,
  nowEpochMs: number,
): Record<string, unknown> {
  const { body, status } = answer;
  const length = typeof body === 'string' || Buffer.isBuffer(body) ? Buffer.byteLength(body) : 0;
  // What an integration says itself is no failure of the gateway, whatever it says.
  const isAnswered = report?.status !== undefined;
  const failure = report?.failure ?? (isAnswered ? undefined : failureOf(answer));
  return {
    dataProcessed: request.body.length + length,
    error: failure && toError(failure),
    responseLatency: Math.max(0, nowEpochMs - startedAtEpochMs),
    responseLength: length,
    status,
    ...(report && toIntegration(report)),
  };
}

function toError({ message, responseType }: GatewayFailure): Record<string, unknown> {
  return { message, messageString: JSON.stringify(message), responseType };
}

function toIntegration(report: IntegrationReport): Record<string, unknown> {
  const { errorMessage, latencyMs, requestId, serviceStatus, status } = report;
  return {
    awsEndpointRequestId: requestId,
    integration: {
      error: errorMessage,
      integrationStatus: serviceStatus ?? status,
      latency: latencyMs,
      requestId,
      status,
    },
    integrationErrorMessage: errorMessage,
    integrationLatency: latencyMs,
    integrationStatus: serviceStatus ?? status,
  };
}
