import type { Cursor } from './cursor.ts';
import { parseArguments, parseExpression } from './parse-expression.ts';
import type { Reference, Step } from './template.ts';

const NAME = /[a-zA-Z_][\w-]*/y;

/**
 * `$name`, `$!name`, `${name.member}`, `$name.method(…)[0]`. The cursor stands at the `$`.
 * @returns undefined, and moves nothing, when this is no reference. @throws VtlError inside of one
 */
export function parseReference(
  cursor: Cursor,
  depth = 0,
): { reference: Reference; isQuiet: boolean } | undefined {
  const start = cursor.at;
  cursor.expect('$');
  const isQuiet = cursor.take('!');
  const isFormal = cursor.take('{');
  const name = cursor.match(NAME);
  if (name === undefined) {
    cursor.at = start;
    return undefined;
  }
  const steps: Step[] = [];
  for (let step = parseStep(cursor, depth); step; step = parseStep(cursor, depth)) steps.push(step);
  if (isFormal && !cursor.take('}')) {
    cursor.at = start;
    return undefined;
  }
  return { reference: { name, steps }, isQuiet };
}

function parseStep(cursor: Cursor, depth: number): Step | undefined {
  if (cursor.peek() === '[') {
    cursor.take('[');
    const index = parseExpression(cursor, depth + 1);
    cursor.skipSpace();
    cursor.expect(']');
    return { kind: 'index', index };
  }
  if (cursor.peek() !== '.' || !/[a-zA-Z_]/.test(cursor.peek(1))) return undefined;
  cursor.take('.');
  const name = cursor.match(NAME) ?? '';
  return cursor.take('(')
    ? { kind: 'method', name, args: parseArguments(cursor, depth + 1) }
    : { kind: 'property', name };
}
