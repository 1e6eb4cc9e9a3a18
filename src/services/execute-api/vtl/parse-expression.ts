import type { Cursor } from './cursor.ts';
import { parseReference } from './parse-reference.ts';
import { parseTemplate } from './parse-template.ts';
import type { BinaryOperator, Expression } from './template.ts';

/** Binary operators by precedence, weakest first; words are Velocity's other spelling. */
const LEVELS: readonly (readonly [pattern: RegExp, operator: BinaryOperator][])[] = [
  [[/\|\||or\b/y, '||']],
  [[/&&|and\b/y, '&&']],
  [
    [/==|eq\b/y, '=='],
    [/!=|ne\b/y, '!='],
  ],
  [
    [/<=|le\b/y, '<='],
    [/>=|ge\b/y, '>='],
    [/<|lt\b/y, '<'],
    [/>|gt\b/y, '>'],
  ],
  [
    [/\+/y, '+'],
    [/-/y, '-'],
  ],
  [
    [/\*/y, '*'],
    [/\//y, '/'],
    [/%/y, '%'],
  ],
];
/** Deeper than any template is written; the parser and the evaluator recurse. */
const DEEPEST = 64;

/** @throws VtlError */
export function parseExpression(cursor: Cursor, depth = 0): Expression {
  if (depth > DEEPEST) cursor.fail('an expression nested too deeply');
  return parseLevel(cursor, 0, depth);
}

function parseLevel(cursor: Cursor, level: number, depth: number): Expression {
  const operators = LEVELS[level];
  if (!operators) return parseUnary(cursor, depth);
  let left = parseLevel(cursor, level + 1, depth);
  for (;;) {
    cursor.skipSpace();
    const found = operators.find(([pattern]) => cursor.match(pattern) !== undefined);
    if (!found) return left;
    left = {
      kind: 'binary',
      operator: found[1],
      left,
      right: parseLevel(cursor, level + 1, depth),
    };
  }
}

function parseUnary(cursor: Cursor, depth: number): Expression {
  if (depth > DEEPEST) cursor.fail('an expression nested too deeply');
  cursor.skipSpace();
  if (cursor.match(/!|not\b/y) !== undefined)
    return { kind: 'not', operand: parseUnary(cursor, depth + 1) };
  if (cursor.peek() === '-' && !/\d/.test(cursor.peek(1)) && cursor.take('-'))
    return { kind: 'negate', operand: parseUnary(cursor, depth + 1) };
  return parsePrimary(cursor, depth + 1);
}

function parsePrimary(cursor: Cursor, depth: number): Expression {
  const number = cursor.match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
  if (number !== undefined) {
    // `[1..3]` is a range: its dots belong to no number.
    return { kind: 'literal', value: Number(number), isDouble: /[.eE]/.test(number) };
  }
  const word = cursor.match(/(?:true|false|null)\b/y);
  if (word !== undefined)
    return { kind: 'literal', value: word === 'null' ? null : word === 'true' };
  switch (cursor.peek()) {
    case "'":
      return { kind: 'literal', value: parseQuoted(cursor, "'") };
    case '"':
      return { kind: 'interpolated', body: parseTemplate(parseQuoted(cursor, '"'), depth).nodes };
    case '[':
      return parseList(cursor, depth);
    case '{':
      return parseMap(cursor, depth);
    case '(': {
      cursor.take('(');
      const inner = parseExpression(cursor, depth);
      cursor.skipSpace();
      cursor.expect(')');
      return inner;
    }
  }
  const found = cursor.peek() === '$' ? parseReference(cursor, depth) : undefined;
  if (!found) return cursor.fail('expected an expression');
  return { kind: 'reference', reference: found.reference };
}

/** A quote is written inside by doubling it. */
function parseQuoted(cursor: Cursor, quote: string): string {
  cursor.expect(quote);
  let text = '';
  for (;;) {
    const end = cursor.text.indexOf(quote, cursor.at);
    if (end < 0) cursor.fail('a text without its closing quote');
    text += cursor.text.slice(cursor.at, end);
    cursor.at = end + 1;
    if (cursor.peek() !== quote) return text;
    text += quote;
    cursor.at += 1;
  }
}

function parseList(cursor: Cursor, depth: number): Expression {
  cursor.expect('[');
  cursor.skipSpace();
  if (cursor.take(']')) return { kind: 'list', items: [] };
  const first = parseExpression(cursor, depth);
  cursor.skipSpace();
  if (cursor.take('..')) {
    const to = parseExpression(cursor, depth);
    cursor.skipSpace();
    cursor.expect(']');
    return { kind: 'range', from: first, to };
  }
  const items = [first];
  while (cursor.take(',')) {
    items.push(parseExpression(cursor, depth));
    cursor.skipSpace();
  }
  cursor.expect(']');
  return { kind: 'list', items };
}

function parseMap(cursor: Cursor, depth: number): Expression {
  cursor.expect('{');
  const entries: [Expression, Expression][] = [];
  cursor.skipSpace();
  if (cursor.take('}')) return { kind: 'map', entries };
  do {
    const key = parseExpression(cursor, depth);
    cursor.skipSpace();
    cursor.expect(':');
    entries.push([key, parseExpression(cursor, depth)]);
    cursor.skipSpace();
  } while (cursor.take(','));
  cursor.expect('}');
  return { kind: 'map', entries };
}

/** What stands between `(` and `)`; the cursor is behind the opening one. */
export function parseArguments(cursor: Cursor, depth: number): Expression[] {
  const args: Expression[] = [];
  cursor.skipSpace();
  if (cursor.take(')')) return args;
  for (;;) {
    args.push(parseExpression(cursor, depth));
    cursor.skipSpace();
    if (cursor.take(')')) return args;
    // Arguments of macros are set apart by spaces, those of methods by commas.
    cursor.take(',');
  }
}
