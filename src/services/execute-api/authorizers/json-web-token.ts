/** JSON Web Tokens, as JWT authorizers check them. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html */
import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';

export interface Jwt {
  header: { alg?: unknown; kid?: unknown };
  claims: Record<string, unknown>;
  signed: Buffer;
  signature: Buffer;
}

export interface SigningKey extends JsonWebKey {
  kid?: string;
}

const ALGORITHMS: Readonly<Record<string, string>> = {
  RS256: 'sha256',
  RS384: 'sha384',
  RS512: 'sha512',
};
/** Longer ones would not fit into the headers of a request. */
const LONGEST_TOKEN = 10_240;

/** @returns undefined for what is no token */
export function parseJwt(token: string): Jwt | undefined {
  if (token.length > LONGEST_TOKEN || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return undefined;
  const [header = '', payload = '', signature = ''] = token.split('.');
  const parsedHeader = parsePart(header);
  const claims = parsePart(payload);
  if (!parsedHeader || !claims) return undefined;
  return {
    header: parsedHeader,
    claims,
    signed: Buffer.from(`${header}.${payload}`),
    signature: Buffer.from(signature, 'base64url'),
  };
}

function parsePart(part: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** RSA only; never what the token says of itself (`none`, or a shared secret). */
export function isSignedBy({ header, signature, signed }: Jwt, key: SigningKey): boolean {
  const digest = typeof header.alg === 'string' ? ALGORITHMS[header.alg] : undefined;
  if (digest === undefined || key.kty !== 'RSA') return false;
  try {
    return verify(digest, signed, createPublicKey({ key, format: 'jwk' }), signature);
  } catch {
    return false;
  }
}

/** @returns what is wrong with the claims; undefined when nothing is */
export function findClaimMistake(
  { claims }: Jwt,
  expected: { issuer: string; audiences: readonly string[]; nowEpochMs: number },
): string | undefined {
  const now = expected.nowEpochMs / 1000;
  const { aud, client_id: clientId, exp, iat, iss, nbf } = claims;
  if (iss !== expected.issuer) return 'the issuer is another';
  // `client_id` counts only where there is no `aud`.
  const named = aud === undefined ? [clientId] : Array.isArray(aud) ? (aud as unknown[]) : [aud];
  if (!named.some((each) => typeof each === 'string' && expected.audiences.includes(each)))
    return 'the audience is another';
  if (typeof exp !== 'number' || exp <= now) return 'the token has expired';
  if (nbf !== undefined && !(typeof nbf === 'number' && nbf <= now)) return 'it is not valid yet';
  if (iat !== undefined && !(typeof iat === 'number' && iat <= now)) return 'it is from the future';
  return undefined;
}

/** The scopes of `scope` (a text) or `scp` (a text or a list). */
export function scopesOf({ claims }: Jwt): string[] {
  const scope = claims['scope'] ?? claims['scp'];
  if (Array.isArray(scope)) return scope.map(String);
  return typeof scope === 'string' ? scope.split(' ').filter((each) => each !== '') : [];
}

/** Claims as events have them: texts; a list is written `[a b]`. */
export function toClaimTexts(claims: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => {
      if (Array.isArray(value)) return [name, `[${value.map(String).join(' ')}]`];
      return [name, typeof value === 'object' ? JSON.stringify(value) : String(value)];
    }),
  );
}
