import type { PlaneResponse } from '../../data-plane.ts';
import { compress } from './compression.ts';
import type { RestExchange, RestHandler } from './exchange.ts';
import { GatewayError, refuse } from './gateway-response.ts';
import { authorize } from './handlers/authorize.ts';
import { authorizeByPolicies } from './handlers/authorize-by-policies.ts';
import { checkApiKey } from './handlers/check-api-key.ts';
import { checkPermission } from './handlers/check-permission.ts';
import { finish } from './handlers/finish.ts';
import { findStage } from './handlers/find-stage.ts';
import { integrate } from './handlers/integrate.ts';
import { limitHeaders } from './handlers/limit-headers.ts';
import { selectMethod } from './handlers/select-method.ts';
import { throttle } from './handlers/throttle.ts';
import { unpack } from './handlers/unpack.ts';
import { validate } from './handlers/validate.ts';

/** The life of a request to a REST API: every handler in order, each a file; the first answer ends it. */
export const restChain: readonly RestHandler[] = [
  limitHeaders,
  findStage,
  selectMethod,
  authorizeByPolicies,
  authorize,
  checkApiKey,
  throttle,
  unpack,
  validate,
  checkPermission,
  integrate,
];

/** Runs the chain; what a handler throws is API Gateway's 500. Never rejects. */
export async function runRestChain(
  exchange: RestExchange,
  handlers: readonly RestHandler[] = restChain,
): Promise<PlaneResponse> {
  const response = await answer(exchange, handlers);
  const minimumBytes = exchange.stage?.minimumCompressionBytes;
  if (minimumBytes === undefined) return finish(exchange, response);
  return finish(exchange, await compress(exchange, response, minimumBytes));
}

async function answer(
  exchange: RestExchange,
  handlers: readonly RestHandler[],
): Promise<PlaneResponse> {
  try {
    for (const handler of handlers) {
      const given = handler(exchange);
      // Most handlers have nothing to wait for, and a promise each would add up.
      const response = given instanceof Promise ? await given : given;
      if (response) return response;
    }
    return internalError(exchange);
  } catch (error) {
    if (error instanceof GatewayError) {
      exchange.log?.error(error.message);
      // Of all handlers, only the last one calls something that can fail so.
      if (exchange.integrationLatencyMs !== undefined) exchange.integrationError = error.message;
      return refuse(exchange, error.refusal);
    }
    exchange.host.log.error('A request to a REST API failed', {
      code: 'ERR_UNEXPECTED',
      apiId: exchange.api.apiId,
      error,
    });
    return internalError(exchange);
  }
}

function internalError(exchange: RestExchange): PlaneResponse {
  return refuse(exchange, { type: 'API_CONFIGURATION_ERROR', message: 'Internal server error' });
}
