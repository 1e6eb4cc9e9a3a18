import type { PlaneResponse } from '../../../data-plane.ts';
import type { RestExchange } from '../exchange.ts';
import { refuse } from '../gateway-response.ts';

/**
 * The stage that the first segment names, or the mapping of a custom domain; or its canary. Without a
 * stage the answer is 403.
 */
export function findStage(exchange: RestExchange): PlaneResponse | undefined {
  const { mapped } = exchange;
  const { name, rest } =
    mapped?.stage === undefined
      ? splitStage(mapped?.rest ?? exchange.request.path)
      : { name: mapped.stage, rest: mapped.rest };
  const stage = exchange.api.stages.get(name);
  // A custom domain is what an API is reached by whose own endpoint is disabled.
  if (!stage || (stage.isEndpointDisabled && !mapped))
    return refuse(exchange, { type: 'INVALID_API_KEY', message: 'Forbidden' });
  const { canary } = stage;
  const isCanary = canary && exchange.host.ids.fraction() * 100 < canary.percentTraffic;
  exchange.stage = isCanary ? canary.stage : stage;
  exchange.resourcePath = rest;
  return undefined;
}

function splitStage(path: string): { name: string; rest: string } {
  const slash = path.indexOf('/', 1);
  return slash < 0
    ? { name: path.slice(1), rest: '/' }
    : { name: path.slice(1, slash), rest: path.slice(slash) };
}
