import type { PlaneResponse } from '../../../data-plane.ts';
import type { RestRoute } from '../deployed.ts';
import type { RestExchange } from '../exchange.ts';
import { configurationError, GatewayError } from '../gateway-response.ts';
import { proxyToHttp } from '../integrations/http-proxy.ts';
import { proxyToLambda } from '../integrations/lambda-proxy.ts';
import { streamFromLambda } from '../integrations/lambda-stream.ts';
import { callMapped } from '../integrations/mapped.ts';
import { useCache } from './use-cache.ts';

/** What stands behind the method answers, or did so a while ago. */
export function integrate(exchange: RestExchange): Promise<PlaneResponse> {
  const { request, route } = exchange;
  if (!route) throw new Error('A method must be selected before it is integrated.');
  const { caching } = route;
  if (!caching || (caching.isForGetOnly && request.method !== 'GET')) return call(exchange, route);
  return useCache(exchange, caching, () => call(exchange, route));
}

function call(exchange: RestExchange, { integration, target }: RestRoute): Promise<PlaneResponse> {
  if (target.kind === 'broken') {
    exchange.host.log.warn(
      `REST API ${exchange.api.apiId} has an integration with the URI ${JSON.stringify(target.uri)}`,
    );
    throw configurationError('Invalid endpoint address');
  }
  if (target.kind === 'vpc-link') throw unreachable(exchange, target.id);
  if (integration.type === 'AWS_PROXY' && target.kind === 'lambda')
    return integration.responseTransferMode === 'STREAM'
      ? streamFromLambda(exchange, integration, target)
      : proxyToLambda(exchange, integration, target);
  if (integration.type === 'HTTP_PROXY' && target.kind === 'http')
    return proxyToHttp(exchange, integration, target);
  return callMapped(exchange, integration, target);
}

/** VPC links are kept, but there is no VPC behind them. */
function unreachable({ api, host }: RestExchange, linkId: string): GatewayError {
  host.log.warn(
    `REST API ${api.apiId} has an integration behind the VPC link ${linkId}: Brume has no VPC, so nothing is there.`,
  );
  return new GatewayError(
    { type: 'INTEGRATION_FAILURE', message: 'Internal server error', status: 500 },
    'Execution failed due to a network error communicating with endpoint',
  );
}
