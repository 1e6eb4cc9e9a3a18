import type { PlaneResponse } from '../../../data-plane.ts';
import { decompress } from '../compression.ts';
import { lastHeader, type RestExchange } from '../exchange.ts';

/** APIs that compress their answers take compressed requests, too. */
export function unpack(
  exchange: RestExchange,
): PlaneResponse | undefined | Promise<PlaneResponse | undefined> {
  const { request, stage } = exchange;
  if (stage?.minimumCompressionBytes === undefined) return undefined;
  return lastHeader(request, 'content-encoding') === undefined ? undefined : decompress(exchange);
}
