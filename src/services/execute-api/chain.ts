import type { PlaneResponse } from '../data-plane.ts';
import type { Exchange, Handler } from './exchange.ts';
import { gatewayResponse } from './gateway-response.ts';
import { addGatewayHeaders } from './handlers/add-gateway-headers.ts';
import { answerPreflight } from './handlers/answer-preflight.ts';
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
  throttle,
  integrate,
];

/** Runs the chain; what a handler throws is API Gateway's 500. */
export async function runChain(exchange: Exchange): Promise<PlaneResponse> {
  return addGatewayHeaders(exchange, await firstAnswer(exchange));
}

async function firstAnswer(exchange: Exchange): Promise<PlaneResponse> {
  try {
    for (const handle of chain) {
      const answer = handle(exchange);
      // Awaiting only promises spares the synchronous handlers a turn of the event loop each.
      const response = answer instanceof Promise ? await answer : answer;
      if (response) return response;
    }
    return gatewayResponse(500);
  } catch (error) {
    const { log } = exchange.host;
    log.error('A request to an HTTP API failed', {
      code: 'ERR_UNEXPECTED',
      apiId: exchange.api.apiId,
      error,
    });
    return gatewayResponse(500);
  }
}
