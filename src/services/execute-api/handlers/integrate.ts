import type { PlaneResponse } from '../../data-plane.ts';
import { isCorsHeader } from '../cors.ts';
import type { DeployedIntegration } from '../deployed-api.ts';
import { type Exchange, found } from '../exchange.ts';
import { gatewayResponse } from '../gateway-response.ts';
import { proxyToHttp } from '../integrations/http-proxy.ts';
import { proxyToLambda } from '../integrations/lambda-proxy.ts';

/** Calls what stands behind the route. With CORS configured, CORS headers from there are ignored. */
export function integrate(exchange: Exchange): PlaneResponse | Promise<PlaneResponse> {
  const answer = callIntegration(exchange, found(exchange.match).route.integration);
  if (!found(exchange.stage).cors) return answer;
  return answer instanceof Promise ? answer.then(withoutCorsHeaders) : withoutCorsHeaders(answer);
}

function callIntegration(
  exchange: Exchange,
  integration: DeployedIntegration,
): PlaneResponse | Promise<PlaneResponse> {
  if (integration.kind === 'lambda') return proxyToLambda(exchange, integration);
  if (integration.kind === 'http') return proxyToHttp(exchange, integration);
  exchange.host.log.warn(
    `API ${exchange.api.apiId} has an integration with the URI ${JSON.stringify(integration.uri)}`,
  );
  return gatewayResponse(500);
}

function withoutCorsHeaders(response: PlaneResponse): PlaneResponse {
  const headers: string[] = [];
  for (let i = 0; i + 1 < response.headers.length; i += 2) {
    const name = response.headers[i] as string;
    if (!isCorsHeader(name)) headers.push(name, response.headers[i + 1] as string);
  }
  return { ...response, headers };
}
