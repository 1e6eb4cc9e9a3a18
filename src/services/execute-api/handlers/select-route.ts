import type { PlaneResponse } from '../../data-plane.ts';
import { type Exchange, found } from '../exchange.ts';
import { gatewayResponse } from '../gateway-response.ts';

export function selectRoute(exchange: Exchange): PlaneResponse | undefined {
  const { routes } = found(exchange.stage);
  const match = routes.match(exchange.request.method, found(exchange.routePath));
  if (!match) return gatewayResponse(404);
  exchange.match = match;
  return undefined;
}
