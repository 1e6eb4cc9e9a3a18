import type { PlaneResponse } from '../../data-plane.ts';
import { type Exchange, found } from '../exchange.ts';
import { gatewayResponse } from '../gateway-response.ts';

/** The rate and burst of the route, or of the stage. Account-wide limits are not imitated. */
export function throttle({ host, match }: Exchange): PlaneResponse | undefined {
  const bucket = found(match).route.throttle;
  return !bucket || bucket.take(host.clock.now()) ? undefined : gatewayResponse(429);
}
