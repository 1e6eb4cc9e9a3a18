import type { PlaneResponse } from '../../data-plane.ts';
import { fillVariables } from '../fill-variables.ts';
import { lookUp, toContextVariables } from './context-variables.ts';
import type { RestExchange } from './exchange.ts';

/**
 * One line of an access log. What a variable does not have is `-`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export function formatAccessLog(
  exchange: RestExchange,
  response: PlaneResponse,
  format: string,
): string {
  const { body, status } = response;
  const length = typeof body === 'string' || Buffer.isBuffer(body) ? Buffer.byteLength(body) : 0;
  const latencyMs = Math.max(0, exchange.host.clock.now() - exchange.startedAtEpochMs);
  const { authorizer, authorizerReport, failure } = exchange;
  const context = {
    ...toContextVariables(exchange),
    authorizer: { ...authorizer, ...authorizerReport },
    authorize: authorizerReport && {
      error: authorizerReport.error,
      latency: authorizerReport.latency,
      status: authorizerReport.status,
    },
    integrationErrorMessage: exchange.integrationError,
    responseLatency: latencyMs,
    responseLength: length,
    responseType: failure?.responseType,
    status,
  };
  return fillVariables(format, (root, path) => {
    const value =
      root === 'stageVariables' ? exchange.stage?.variables?.[path] : lookUp(context, path);
    return value === undefined || value === null || value === '' ? '-' : String(value);
  });
}
