import type { PlaneResponse } from '../../data-plane.ts';
import { type Exchange, found, headerOf } from '../exchange.ts';

/**
 * With a CORS configuration the gateway answers preflights itself, with or without an OPTIONS route.
 * An origin that is not allowed gets no CORS headers at all.
 */
export function answerPreflight({ request, stage }: Exchange): PlaneResponse | undefined {
  const { cors } = found(stage);
  if (!cors || request.method !== 'OPTIONS') return undefined;
  const origin = headerOf(request, 'origin');
  if (!origin || headerOf(request, 'access-control-request-method') === undefined) return undefined;
  return { status: 204, headers: cors.allowOrigin(origin) ? cors.preflightHeaders : [], body: '' };
}
