import type { PlaneResponse } from '../../../data-plane.ts';
import type { RestExchange } from '../exchange.ts';
import { lastHeader } from '../exchange.ts';
import { refuse } from '../gateway-response.ts';

/**
 * A method that wants a key gets one of a usage plan of its stage, within the plan's rate and quota.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export function checkApiKey(exchange: RestExchange): PlaneResponse | undefined {
  const { host, log, request, route, stage } = exchange;
  if (!route?.method.apiKeyRequired) return undefined;
  const value = stage?.isKeyFromAuthorizer
    ? exchange.usageIdentifierKey
    : lastHeader(request, 'x-api-key');
  const key = value === undefined ? undefined : stage?.apiKeys.get(value);
  if (!key) {
    log?.error(
      'API Key not authorized because it is missing, disabled or in no usage plan of this stage',
    );
    return refuse(exchange, { type: 'INVALID_API_KEY', message: 'Forbidden' });
  }
  exchange.apiKey = key;
  const bucket =
    key.methodThrottles.get(`${request.method} ${route.resourcePath}`) ??
    key.methodThrottles.get(route.routeKey) ??
    key.throttle;
  if (bucket && !bucket.take(host.clock.now()))
    return refuse(exchange, { type: 'THROTTLED', message: 'Too Many Requests' });
  return key.takeQuota()
    ? undefined
    : refuse(exchange, { type: 'QUOTA_EXCEEDED', message: 'Limit Exceeded' });
}
