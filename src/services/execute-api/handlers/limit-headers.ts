import type { PlaneResponse } from '../../data-plane.ts';
import type { Exchange } from '../exchange.ts';
import { gatewayResponse } from '../gateway-response.ts';

/**
 * Request line and headers together. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 * The page names no status for more; 431 is HTTP's own.
 */
const LIMIT_BYTES = 10_240;
/** Method, path and version are apart by two spaces; every line ends in CR LF, every name in `: `. */
const LINE_EXTRA = 4;

export function limitHeaders({ request }: Exchange): PlaneResponse | undefined {
  const { method, path, query, protocol, rawHeaders } = request;
  let sizeBytes = method.length + path.length + query.length + protocol.length + LINE_EXTRA;
  // Node hands header bytes over as latin1, so characters are bytes.
  for (const part of rawHeaders) sizeBytes += part.length + 2;
  return sizeBytes > LIMIT_BYTES ? gatewayResponse(431) : undefined;
}
