import { parseCredentials } from '../../protocol/sigv4/parse.ts';
import { translateCredentialError } from '../credential-error.ts';
import type { Exchange } from '../exchange.ts';

/** Account, region and identity, from the SigV4 credential scope. Unsigned requests are the default account's root. */
export async function identifyCaller(exchange: Exchange): Promise<void> {
  const credentials = parseCredentials(exchange);
  if (!credentials) return;
  const { accessKeyId, sessionToken } = credentials;
  exchange.accessKeyId = accessKeyId;
  exchange.region = credentials.region || exchange.gateway.defaultRegion;
  try {
    const found = await exchange.gateway.resolveCaller(accessKeyId, sessionToken);
    exchange.caller = found.caller;
    exchange.secretAccessKey = found.secretAccessKey;
  } catch (error) {
    throw translateCredentialError(exchange, error);
  }
  exchange.account = exchange.caller.account;
}
