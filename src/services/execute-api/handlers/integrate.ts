import type { PlaneResponse } from '../../data-plane.ts';
import { isCorsHeader } from '../cors.ts';
import { type Exchange, found } from '../exchange.ts';
import { proxyToHttp } from '../integrations/http-proxy.ts';
import { proxyToLambda } from '../integrations/lambda-proxy.ts';

/** Calls what stands behind the route. With CORS configured, CORS headers from there are ignored. */
export async function integrate(exchange: Exchange): Promise<PlaneResponse> {
  const { integration } = found(exchange.match).route;
  const response =
    integration.kind === 'lambda'
      ? await proxyToLambda(exchange, integration)
      : await proxyToHttp(exchange, integration);
  return found(exchange.stage).cors ? withoutCorsHeaders(response) : response;
}

function withoutCorsHeaders(response: PlaneResponse): PlaneResponse {
  const headers: string[] = [];
  for (let i = 0; i + 1 < response.headers.length; i += 2) {
    const name = response.headers[i] as string;
    if (!isCorsHeader(name)) headers.push(name, response.headers[i + 1] as string);
  }
  return { ...response, headers };
}
