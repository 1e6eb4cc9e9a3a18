import { parseCredentials } from '../../protocol/sigv4/parse.ts';
import type { Exchange } from '../exchange.ts';

/** Account, region and identity, from the SigV4 credential scope. Unsigned requests are the default account's root. */
export async function identifyCaller(exchange: Exchange): Promise<void> {
  const credentials = parseCredentials(exchange);
  if (!credentials) return;
  exchange.accessKeyId = credentials.accessKeyId;
  exchange.region = credentials.region || exchange.gateway.defaultRegion;
  exchange.caller = await exchange.gateway.resolveCaller(
    credentials.accessKeyId,
    credentials.sessionToken,
  );
  exchange.account = exchange.caller.account;
}
