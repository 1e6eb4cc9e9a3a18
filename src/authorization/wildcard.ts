/**
 * Texts with `*`, `?` and `${variables}`, as policies write them. Matching takes no longer than
 * pattern times text, whatever the pattern: there are no regular expressions and no recursion.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */

/** A key's value while variables are filled in; undefined: it cannot be resolved. */
export type Lookup = (key: string) => string | undefined;

/** Stands for `?` inside a piece. It is no character, and is taken out of whatever is filled in. */
const ONE = '\uffff';
const STAR = Symbol('*');

type Token = string | typeof STAR | { key: string; fallback: string | undefined };

export interface Pattern {
  /** The texts between the stars; undefined while variables are to be filled in. */
  readonly pieces: readonly string[] | undefined;
  readonly tokens: readonly Token[];
  readonly ignoresCase: boolean;
}

export interface PatternOptions {
  /** `*` and `?` mean themselves (StringEquals). */
  literal?: boolean;
  ignoresCase?: boolean;
  /** Policies of version 2012-10-17 have variables; in older ones `${…}` is plain text. */
  hasVariables?: boolean;
}

export function compilePattern(text: string, options: PatternOptions = {}): Pattern {
  const ignoresCase = options.ignoresCase ?? false;
  const tokens = tokenize(text, options);
  const isFixed = tokens.every((token) => typeof token !== 'object');
  return {
    tokens,
    ignoresCase,
    pieces: isFixed ? toPieces(tokens, ignoresCase, () => undefined) : undefined,
  };
}

/** @returns undefined when a variable of the pattern cannot be resolved */
export function matches(pattern: Pattern, text: string, lookup: Lookup): boolean | undefined {
  const pieces = pattern.pieces ?? toPieces(pattern.tokens, pattern.ignoresCase, lookup);
  return pieces && matchPieces(pieces, pattern.ignoresCase ? text.toLowerCase() : text);
}

function tokenize(text: string, { literal, hasVariables }: PatternOptions): Token[] {
  const tokens: Token[] = [];
  const add = (text: string): void => {
    const last = tokens.at(-1);
    if (typeof last === 'string') tokens[tokens.length - 1] = last + text;
    else tokens.push(text);
  };
  let at = 0;
  while (at < text.length) {
    const variable = hasVariables && text.startsWith('${', at) ? readVariable(text, at) : undefined;
    if (variable) {
      if (typeof variable.token === 'string') add(variable.token);
      else tokens.push(variable.token);
      at = variable.end;
      continue;
    }
    const character = text[at++]!;
    if (character === '*' && !literal) tokens.push(STAR);
    else add(character === '?' && !literal ? ONE : clean(character));
  }
  return tokens;
}

/** `${key}`, `${key, 'default'}`, and `${*}`, `${?}`, `${$}` for the characters themselves. */
function readVariable(text: string, start: number): { token: Token; end: number } | undefined {
  const close = text.indexOf('}', start);
  if (close < 0) return undefined;
  const inside = text.slice(start + 2, close);
  const end = close + 1;
  if (inside === '*' || inside === '?' || inside === '$') return { token: inside, end };
  const comma = inside.indexOf(',');
  if (comma < 0) return { token: { key: inside.trim(), fallback: undefined }, end };
  const quoted = inside.slice(comma + 1).trim();
  const isQuoted = quoted.length >= 2 && quoted.startsWith("'") && quoted.endsWith("'");
  const fallback = isQuoted ? quoted.slice(1, -1) : undefined;
  return { token: { key: inside.slice(0, comma).trim(), fallback }, end };
}

/** What fills a variable is literal: a `*` in somebody's name or tag matches a `*` and nothing else. */
function toPieces(
  tokens: readonly Token[],
  ignoresCase: boolean,
  lookup: Lookup,
): string[] | undefined {
  const pieces = [''];
  for (const token of tokens) {
    if (token === STAR) {
      pieces.push('');
      continue;
    }
    const value = typeof token === 'string' ? token : (lookup(token.key) ?? token.fallback);
    if (value === undefined) return undefined;
    pieces[pieces.length - 1] += typeof token === 'string' ? token : clean(value);
  }
  return ignoresCase ? pieces.map((piece) => piece.toLowerCase()) : pieces;
}

function clean(text: string): string {
  return text.includes(ONE) ? text.replaceAll(ONE, '\ufffe') : text;
}

/** The first piece begins the text, the last ends it, those between follow each other, leftmost first. */
function matchPieces(pieces: readonly string[], text: string): boolean {
  const first = pieces[0]!;
  if (pieces.length === 1) return first.length === text.length && isAt(text, 0, first);
  const last = pieces.at(-1)!;
  const end = text.length - last.length;
  if (end < first.length || !isAt(text, 0, first) || !isAt(text, end, last)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = find(text, piece, at, end);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return true;
}

function find(text: string, piece: string, from: number, end: number): number {
  if (!piece.includes(ONE)) {
    const found = text.indexOf(piece, from);
    return found >= 0 && found + piece.length <= end ? found : -1;
  }
  for (let at = from; at + piece.length <= end; at++) if (isAt(text, at, piece)) return at;
  return -1;
}

function isAt(text: string, at: number, piece: string): boolean {
  if (!piece.includes(ONE)) return text.startsWith(piece, at);
  for (let i = 0; i < piece.length; i++)
    if (piece[i] !== ONE && piece[i] !== text[at + i]) return false;
  return true;
}
