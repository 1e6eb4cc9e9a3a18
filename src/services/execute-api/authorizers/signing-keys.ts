import type { ServiceHost } from '../../context.ts';
import { callHttp } from '../integrations/call-http.ts';
import type { SigningKey } from './json-web-token.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const TIMEOUT_MS = 1500;
const LARGEST_BYTES = 150_000;
/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html: two hours */
const KEPT_MS = 2 * 60 * 60 * 1000;
/** Tokens with unknown key ids can be invented; they do not make an issuer be asked all the time. */
const ASKED_AGAIN_AFTER_MS = 10_000;

export interface SigningKeys {
  /** The key of this id, or undefined. @throws Error when the issuer cannot be asked */
  find(kid: string): Promise<SigningKey | undefined>;
}

/** The keys that an issuer publishes, found by OpenID Connect's discovery document. */
export function createSigningKeys(host: ServiceHost, issuer: string): SigningKeys {
  let known: { keys: SigningKey[]; atEpochMs: number } | undefined;
  let asking: Promise<SigningKey[]> | undefined;

  const ask = async (): Promise<SigningKey[]> => {
    const discovery = await getJson(
      host,
      `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    );
    const { keys } = await getJson(host, String(discovery['jwks_uri']));
    const list = (Array.isArray(keys) ? keys : []) as SigningKey[];
    known = { keys: list, atEpochMs: host.clock.now() };
    return list;
  };
  const current = (): Promise<SigningKey[]> =>
    (asking ??= ask().finally(() => (asking = undefined)));

  return {
    async find(kid) {
      const age = known ? host.clock.now() - known.atEpochMs : Number.POSITIVE_INFINITY;
      const found = age < KEPT_MS ? known?.keys.find((each) => each.kid === kid) : undefined;
      if (found || age < ASKED_AGAIN_AFTER_MS) return found;
      return (await current()).find((each) => each.kid === kid);
    },
  };
}

async function getJson(host: ServiceHost, address: string): Promise<Record<string, unknown>> {
  if (!URL.canParse(address) || !/^https?:/.test(address)) throw new Error(`${address} is no URL`);
  const url = new URL(address);
  const outcome = await callHttp(host, {
    method: 'GET',
    url,
    headers: ['Host', url.host, 'Accept', 'application/json'],
    body: Buffer.alloc(0),
    timeoutMs: TIMEOUT_MS,
  });
  if (outcome.kind !== 'answer' || outcome.status !== 200 || outcome.body.length > LARGEST_BYTES)
    throw new Error(`${address} could not be read`);
  const parsed: unknown = JSON.parse(outcome.body.toString('utf8'));
  if (typeof parsed !== 'object' || parsed === null) throw new Error(`${address} is no object`);
  return parsed as Record<string, unknown>;
}
