import type { PlaneResponse } from '../../../data-plane.ts';
import type { RestExchange } from '../exchange.ts';
import { refuse } from '../gateway-response.ts';

/** The rate and burst of the method's settings. Account-wide limits are not imitated. */
export function throttle(exchange: RestExchange): PlaneResponse | undefined {
  const bucket = exchange.route?.throttle;
  if (!bucket || bucket.take(exchange.host.clock.now())) return undefined;
  return refuse(exchange, { type: 'THROTTLED', message: 'Too Many Requests' });
}
