import type { PlaneResponse } from '../../data-plane.ts';
import { type Exchange, found } from '../exchange.ts';

/** Routes without an authorizer are open. */
export function authorize(
  exchange: Exchange,
): PlaneResponse | undefined | Promise<PlaneResponse | undefined> {
  return found(exchange.match).route.authorizer?.(exchange);
}
