import type { ServiceHost } from '../../context.ts';
import type { PlaneResponse } from '../../data-plane.ts';
import type { RouteAuthorizer } from '../deployed-api.ts';
import type { Exchange } from '../exchange.ts';
import { gatewayResponse } from '../gateway-response.ts';
import { identityValues } from './identity-source.ts';
import {
  findClaimMistake,
  isSignedBy,
  parseJwt,
  scopesOf,
  toClaimTexts,
} from './json-web-token.ts';
import { createSigningKeys } from './signing-keys.ts';

export interface JwtSettings {
  identitySource: readonly string[];
  issuer: string;
  audiences: readonly string[];
}

/** @returns makes the authorizer of a route, whose scopes it checks; the keys are shared */
export function createJwtAuthorizer(
  host: ServiceHost,
  { identitySource, issuer, audiences }: JwtSettings,
): (scopes: readonly string[]) => RouteAuthorizer {
  const keys = createSigningKeys(host, issuer);
  return (scopes) => async (exchange) => {
    const token = identityValues(exchange, identitySource)?.[0]?.replace(/^Bearer\s+/i, '');
    const jwt = token === undefined ? undefined : parseJwt(token);
    const { kid } = jwt?.header ?? {};
    if (!jwt || typeof kid !== 'string') return unauthorized();
    const mistake = findClaimMistake(jwt, { issuer, audiences, nowEpochMs: host.clock.now() });
    if (mistake !== undefined) return unauthorized(mistake);
    const key = await findKey(exchange, keys, kid);
    if (!key || !isSignedBy(jwt, key)) return unauthorized('the signature is not valid');
    const granted = scopesOf(jwt);
    if (scopes.length > 0 && !scopes.some((each) => granted.includes(each)))
      return {
        ...gatewayResponse(403),
        headers: withChallenge(gatewayResponse(403), 'insufficient_scope', scopes.join(' ')),
      };
    exchange.authorizer = {
      jwt: { claims: toClaimTexts(jwt.claims), scopes: scopes.length > 0 ? granted : null },
    };
    return undefined;
  };
}

async function findKey(
  { api, host }: Exchange,
  keys: ReturnType<typeof createSigningKeys>,
  kid: string,
): ReturnType<ReturnType<typeof createSigningKeys>['find']> {
  try {
    return await keys.find(kid);
  } catch (error) {
    host.log.warn(`The JWT authorizer of API ${api.apiId} has no keys: ${String(error)}`);
    return undefined;
  }
}

function unauthorized(description?: string): PlaneResponse {
  const response = gatewayResponse(401);
  return {
    ...response,
    headers:
      description === undefined
        ? [...response.headers, 'www-authenticate', 'Bearer']
        : withChallenge(response, 'invalid_token', undefined, description),
  };
}

/** https://www.rfc-editor.org/rfc/rfc6750#section-3 */
function withChallenge(
  { headers }: PlaneResponse,
  error: string,
  scope?: string,
  description?: string,
): string[] {
  const parts = [
    scope === undefined ? '' : `scope="${scope}"`,
    `error="${error}"`,
    description === undefined ? '' : `error_description="${description}"`,
  ];
  const text = parts.filter((each) => each !== '').join(' ');
  return [...headers, 'www-authenticate', `Bearer ${text}`];
}
