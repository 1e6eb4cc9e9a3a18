import type { PlaneResponse } from '../../../data-plane.ts';
import type { RestExchange } from '../exchange.ts';
import { refuse } from '../gateway-response.ts';

/** The stage that the first segment names, or its canary; without a stage the answer is 403. */
export function findStage(exchange: RestExchange): PlaneResponse | undefined {
  const { path } = exchange.request;
  const slash = path.indexOf('/', 1);
  const name = slash < 0 ? path.slice(1) : path.slice(1, slash);
  const stage = exchange.api.stages.get(name);
  if (!stage || stage.isEndpointDisabled)
    return refuse(exchange, { type: 'INVALID_API_KEY', message: 'Forbidden' });
  const { canary } = stage;
  const isCanary = canary && exchange.host.ids.fraction() * 100 < canary.percentTraffic;
  exchange.stage = isCanary ? canary.stage : stage;
  exchange.resourcePath = slash < 0 ? '/' : path.slice(slash);
  return undefined;
}
