import type { PlaneResponse } from '../../../data-plane.ts';
import type { RestExchange } from '../exchange.ts';
import { refuse } from '../gateway-response.ts';

/**
 * Of all header values together. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 * The page names no status; AWS's gateway response for what is too large is chosen.
 */
const LIMIT_BYTES = 10_240;

export function limitHeaders(exchange: RestExchange): PlaneResponse | undefined {
  let sizeBytes = 0;
  for (const part of exchange.request.rawHeaders) sizeBytes += part.length;
  return sizeBytes > LIMIT_BYTES
    ? refuse(exchange, { type: 'REQUEST_TOO_LARGE', message: 'Request Too Long' })
    : undefined;
}
