import type { PlaneResponse } from '../../../data-plane.ts';
import type { RestExchange } from '../exchange.ts';
import { lastHeader } from '../exchange.ts';
import { refuse } from '../gateway-response.ts';

/**
 * A method that wants a key gets one of a usage plan of its stage, within the plan's rate and quota.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export function checkApiKey(exchange: RestExchange): PlaneResponse | undefined {
  const { api, host, log, request, route, stage } = exchange;
  if (!route?.method.apiKeyRequired) {
    log?.info(
      `API Key  authorized because method '${route?.routeKey}' does not require API Key. Request will not contribute to throttle or quota limits`,
    );
    return undefined;
  }
  const value = stage?.isKeyFromAuthorizer
    ? exchange.usageIdentifierKey
    : lastHeader(request, 'x-api-key');
  const key = value === undefined ? undefined : stage?.apiKeys.get(value);
  const place = `${api.apiId}/${stage?.name}`;
  // The log shows no more than the end of a key.
  const shown = value === undefined ? '' : `******${value.slice(-6)}`;
  log?.info(
    `Verifying Usage Plan for request: ${exchange.requestId}. API Key: ${shown} API Stage: ${place}`,
  );
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
  if (!key.takeQuota())
    return refuse(exchange, { type: 'QUOTA_EXCEEDED', message: 'Limit Exceeded' });
  log?.info(`Usage Plan check succeeded for API Key ${shown} and API Stage ${place}`);
  return undefined;
}
