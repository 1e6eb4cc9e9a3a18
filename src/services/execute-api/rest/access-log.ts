import type { PlaneResponse } from '../../data-plane.ts';
import { fillVariables } from '../fill-variables.ts';
import { lookUpContext } from './context-variables.ts';
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
  const own: Record<string, unknown> = {
    status,
    responseLength: length,
    responseLatency: Math.max(0, exchange.host.clock.now() - exchange.startedAtEpochMs),
    'authorizer.error': undefined,
  };
  return fillVariables(format, (root, path) => {
    const value =
      root === 'stageVariables'
        ? exchange.stage?.variables?.[path]
        : Object.hasOwn(own, path)
          ? own[path]
          : lookUpContext(exchange, path);
    return value === undefined || value === null || value === '' ? '-' : String(value);
  });
}
