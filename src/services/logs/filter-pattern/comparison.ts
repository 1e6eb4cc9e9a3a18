import { compileRegex } from './regex.ts';
import type { Scanner } from './scanner.ts';

/** A scalar found in a log event. */
export type Scalar = string | number | boolean;

/** Tests one scalar against the right side of `field = value`. */
export type Comparison = (value: Scalar) => boolean;

/** An optional sign, an integer or a decimal, an optional exponent. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Without quotes: letters, digits and what appears in numbers, dates, addresses and paths. */
const BARE_VALUE = /[\p{L}\p{N}_.*:/+-]+/uy;

/**
 * Reads `= value`, `!= value`, `< 5`, `>= 1e3`, `= %regex%`. `=!` is accepted for `!=`, since AWS's
 * own page writes it so.
 * @throws FilterPatternError
 */
export function parseComparison(scanner: Scanner): Comparison {
  scanner.skipSpace();
  const operator = scanner.match(/!=|=!|<=|>=|=|<|>/y);
  if (operator === undefined) throw scanner.error();
  scanner.skipSpace();
  if (operator === '=' || operator === '!=' || operator === '=!') {
    const equals = parseEquals(scanner);
    return operator === '=' ? equals : (value) => !equals(value);
  }
  const literal = scanner.match(BARE_VALUE);
  if (literal === undefined || !NUMBER.test(literal)) throw scanner.error();
  return compareNumbers(operator, Number(literal));
}

function parseEquals(scanner: Scanner): Comparison {
  if (scanner.startsWith('%')) {
    const regex = compileRegex(scanner.regexSource());
    return (value) => regex.search(String(value));
  }
  if (scanner.startsWith('"')) return matchText(scanner.quoted());
  const literal = scanner.match(BARE_VALUE);
  if (literal === undefined) throw scanner.error();
  const asText = matchText(literal);
  if (!NUMBER.test(literal)) return asText;
  const wanted = Number(literal);
  return (value) => toNumber(value) === wanted || asText(value);
}

/** `*` is a wildcard at the beginning and the end only; inside a term it stands for itself. */
function matchText(pattern: string): Comparison {
  const open = pattern.startsWith('*');
  const close = pattern.length > 1 && pattern.endsWith('*');
  const text = pattern.slice(open ? 1 : 0, close ? -1 : undefined);
  if (open && (close || text === '')) return (value) => String(value).includes(text);
  if (open) return (value) => String(value).endsWith(text);
  if (close) return (value) => String(value).startsWith(text);
  return (value) => String(value) === text;
}

function compareNumbers(operator: string, wanted: number): Comparison {
  const compare = {
    '<': (value: number) => value < wanted,
    '>': (value: number) => value > wanted,
    '<=': (value: number) => value <= wanted,
    '>=': (value: number) => value >= wanted,
  }[operator] as (value: number) => boolean;
  // NaN, which stands for "not a number", compares false with everything.
  return (value) => compare(toNumber(value));
}

function toNumber(value: Scalar): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && NUMBER.test(value) ? Number(value) : Number.NaN;
}
