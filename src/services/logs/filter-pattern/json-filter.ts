import { parseComparison, type Scalar } from './comparison.ts';
import { type Condition, parseExpression } from './expression.ts';
import { parseSelector } from './json-selector.ts';
import { Scanner } from './scanner.ts';

/**
 * The JSON grammar, without its braces: `$.a.b[0] = "x*" && ($.n >= 5 || $.flag IS TRUE)`.
 *
 * A comparison is true only of a scalar: where the selector finds nothing, an object, an array or
 * null, both `=` and `!=` are false, as AWS documents for arrays and objects. With `[*]` one fitting
 * element is enough. A message that is not JSON never matches.
 * @throws FilterPatternError
 */
export function parseJsonFilter(source: string): (message: string) => boolean {
  const scanner = new Scanner(source);
  const condition = parseExpression(scanner, parseAtom);
  scanner.skipSpace();
  if (!scanner.done) throw scanner.error();
  return (message) => {
    const document = parseDocument(message);
    return document !== undefined && condition(document);
  };
}

function parseAtom(scanner: Scanner): Condition<unknown> {
  const select = parseSelector(scanner);
  scanner.skipSpace();
  const keyword = scanner
    .match(/(IS|NOT)\s+[A-Z]+/iy)
    ?.toUpperCase()
    .replace(/\s+/, ' ');
  if (keyword === undefined) {
    const compare = parseComparison(scanner);
    return (document) => select(document).some((node) => isScalar(node) && compare(node));
  }
  if (keyword === 'NOT EXISTS') return (document) => select(document).length === 0;
  const wanted = { 'IS NULL': null, 'IS TRUE': true, 'IS FALSE': false }[keyword];
  if (wanted === undefined) throw scanner.error();
  return (document) => select(document).includes(wanted);
}

function isScalar(node: unknown): node is Scalar {
  return typeof node === 'string' || typeof node === 'number' || typeof node === 'boolean';
}

/** The object or array in a message; undefined when there is none. */
function parseDocument(message: string): unknown {
  if (!/^\s*[{[]/.test(message)) return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}
