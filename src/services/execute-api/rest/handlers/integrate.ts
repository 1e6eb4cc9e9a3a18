import type { PlaneResponse } from '../../../data-plane.ts';
import type { RestExchange } from '../exchange.ts';
import { configurationError } from '../gateway-response.ts';
import { proxyToHttp } from '../integrations/http-proxy.ts';
import { proxyToLambda } from '../integrations/lambda-proxy.ts';
import { callMapped } from '../integrations/mapped.ts';

/** Calls what stands behind the method. */
export function integrate(exchange: RestExchange): Promise<PlaneResponse> {
  const { route } = exchange;
  if (!route) throw new Error('A method must be selected before it is integrated.');
  const { integration, target } = route;
  if (target.kind === 'broken') {
    exchange.host.log.warn(
      `REST API ${exchange.api.apiId} has an integration with the URI ${JSON.stringify(target.uri)}`,
    );
    throw configurationError('Invalid endpoint address');
  }
  if (integration.type === 'AWS_PROXY' && target.kind === 'lambda')
    return proxyToLambda(exchange, integration, target);
  if (integration.type === 'HTTP_PROXY' && target.kind === 'http')
    return proxyToHttp(exchange, integration, target);
  return callMapped(exchange, integration, target);
}
