import { invalidToken } from './errors.ts';

/** Says which operation a token belongs to. */
type TokenKind = 'groups' | 'streams' | 'streams-by-time' | 'filter' | 'follow';

/** An opaque token that carries where to go on, so that it outlives a restart. */
export function encodeToken(kind: TokenKind, position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([kind, ...position])).toString('base64url');
}

/**
 * @param shape the types the position must have
 * @throws InvalidParameterException when the token is not one of ours
 */
export function decodeToken<const Shape extends readonly ('string' | 'number')[]>(
  kind: TokenKind,
  token: string,
  shape: Shape,
): { -readonly [I in keyof Shape]: Shape[I] extends 'string' ? string : number } {
  const position = parse(token);
  const fits =
    position.length === shape.length + 1 &&
    position[0] === kind &&
    shape.every((type, index) => typeof position[index + 1] === type);
  if (!fits) throw invalidToken();
  return position.slice(1) as {
    -readonly [I in keyof Shape]: Shape[I] extends 'string' ? string : number;
  };
}

/** Whether the token is of this kind; its content may still be wrong. */
export function isToken(kind: TokenKind, token: string | undefined): token is string {
  return token !== undefined && parse(token)[0] === kind;
}

function parse(token: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
