import type { PlaneResponse } from '../../data-plane.ts';
import type { CorsPolicy } from '../cors.ts';
import { type Exchange, headerOf } from '../exchange.ts';

/** Every answer carries its request id and, where the API is configured for it, CORS headers. */
export function addGatewayHeaders(exchange: Exchange, response: PlaneResponse): PlaneResponse {
  const { request, requestId, stage } = exchange;
  const cors = stage?.cors ? corsHeaders(stage.cors, headerOf(request, 'origin')) : [];
  return {
    status: response.status,
    headers: [...response.headers, ...cors, 'apigw-requestid', requestId],
    body: response.body,
  };
}

function corsHeaders(cors: CorsPolicy, origin: string | undefined): string[] {
  const allowed = origin && cors.allowOrigin(origin);
  return allowed ? ['access-control-allow-origin', allowed, ...cors.responseHeaders] : [];
}
