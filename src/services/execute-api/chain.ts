import type { PlaneResponse } from '../data-plane.ts';
import type { Exchange, Handler } from './exchange.ts';
import { logAccess } from './access-log.ts';
import { gatewayResponse } from './gateway-response.ts';
import { addGatewayHeaders } from './handlers/add-gateway-headers.ts';
import { authorize } from './handlers/authorize.ts';
import { answerPreflight } from './handlers/answer-preflight.ts';
import { checkPermission } from './handlers/check-permission.ts';
import { findStage } from './handlers/find-stage.ts';
import { integrate } from './handlers/integrate.ts';
import { limitHeaders } from './handlers/limit-headers.ts';
import { selectRoute } from './handlers/select-route.ts';
import { throttle } from './handlers/throttle.ts';

/** The life of a request to an HTTP API: every handler in order, each a file; the first answer ends it. */
export const chain: readonly Handler[] = [
  limitHeaders,
  findStage,
  answerPreflight,
  selectRoute,
  authorize,
  throttle,
  checkPermission,
  integrate,
];

/** Runs the chain; what a handler throws is API Gateway's 500. No promise is made that no handler made. */
export function runChain(exchange: Exchange): PlaneResponse | Promise<PlaneResponse> {
  let answer: PlaneResponse | Promise<PlaneResponse>;
  try {
    answer = firstAnswer(exchange, 0);
  } catch (error) {
    answer = failed(exchange, error);
  }
  if (!(answer instanceof Promise)) return finish(exchange, answer);
  return answer.then(
    (response) => finish(exchange, response),
    (error: unknown) => finish(exchange, failed(exchange, error)),
  );
}

function finish(exchange: Exchange, answer: PlaneResponse): PlaneResponse {
  const response = addGatewayHeaders(exchange, answer);
  if (exchange.stage?.accessLog) logAccess(exchange, exchange.stage.accessLog, answer);
  return response;
}

function firstAnswer(exchange: Exchange, from: number): PlaneResponse | Promise<PlaneResponse> {
  for (let i = from; i < chain.length; i++) {
    const answer = chain[i]!(exchange);
    if (answer instanceof Promise)
      return answer.then((response) => response ?? firstAnswer(exchange, i + 1));
    if (answer) return answer;
  }
  return gatewayResponse(500);
}

function failed({ host, api }: Exchange, error: unknown): PlaneResponse {
  host.log.error('A request to an HTTP API failed', {
    code: 'ERR_UNEXPECTED',
    apiId: api.apiId,
    error,
  });
  return gatewayResponse(500);
}
