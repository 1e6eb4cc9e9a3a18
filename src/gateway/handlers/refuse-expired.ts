import { assertNotExpired } from '../../protocol/sigv4/verify.ts';
import { parseSignature } from '../../protocol/sigv4/parse.ts';
import type { Exchange } from '../exchange.ts';

/** A presigned URL ends when it says so, whether or not signatures are verified. */
export function refuseExpired(exchange: Exchange): void {
  if (exchange.query === '') return;
  const signature = parseSignature(exchange);
  if (signature?.place === 'query') assertNotExpired(signature, exchange.gateway.clock.now());
}
