import { parseComparison } from './comparison.ts';
import { type Condition, parseExpression } from './expression.ts';
import type { FilterPattern } from './filter-pattern.ts';
import { Scanner } from './scanner.ts';

interface Field {
  /** Empty when the pattern gives none. */
  name: string;
  condition: Condition<string> | undefined;
}

/**
 * The space-delimited grammar, without its brackets: `ip, user, ..., status = 4* && status != 404, bytes > 1000`.
 * One `...` stands for any number of fields; without it the counts must be equal.
 * @throws FilterPatternError
 */
export function parseSpaceDelimited(source: string): FilterPattern {
  const scanner = new Scanner(source);
  const before: Field[] = [];
  let after: Field[] | undefined;
  do {
    scanner.skipSpace();
    if (scanner.take('...') || scanner.take('…')) {
      if (after) throw scanner.error();
      after = [];
      scanner.skipSpace();
    } else (after ?? before).push(parseField(scanner));
  } while (scanner.take(','));
  if (!scanner.done) throw scanner.error();
  const align = (message: string): Aligned[] | undefined =>
    alignFields(splitFields(message), before, after);
  return {
    matches: (message) =>
      align(message)?.every(({ field, value }) => field.condition?.(value) ?? true) ?? false,
    extract: (message) =>
      Object.fromEntries(
        (align(message) ?? []).map(({ field, value }, index) => [
          `$${field.name || index + 1}`,
          value,
        ]),
      ),
  };
}

function parseField(scanner: Scanner): Field {
  const start = scanner.at;
  const name = scanner.match(/[\p{L}\p{N}_.-]*/uy) ?? '';
  scanner.skipSpace();
  if (scanner.done || scanner.startsWith(',')) return { name, condition: undefined };
  // The name stands before each comparison (`status = 4* && status != 404`), so the atoms read it again.
  scanner.at = start;
  const condition = parseExpression<string>(scanner, (inner) => {
    inner.skipSpace();
    const repeated = inner.match(/[\p{L}\p{N}_.-]+/uy);
    if (name !== '' && repeated !== name) throw inner.error();
    return parseComparison(inner);
  });
  scanner.skipSpace();
  return { name, condition };
}

interface Aligned {
  field: Field;
  value: string;
}

const UNNAMED: Field = { name: '', condition: undefined };

/** Pairs each value with its field; undefined when the counts do not fit. */
function alignFields(
  values: string[],
  before: Field[],
  after: Field[] | undefined,
): Aligned[] | undefined {
  const skipped = values.length - before.length - (after?.length ?? 0);
  if (skipped < 0 || (!after && skipped > 0)) return undefined;
  return values.map((value, index) => {
    if (index < before.length) return { field: before[index] as Field, value };
    const fromEnd = index - before.length - skipped;
    return { field: fromEnd >= 0 ? (after?.[fromEnd] ?? UNNAMED) : UNNAMED, value };
  });
}

/** Words between white space; `[…]` and `"…"` are one field each, without their delimiters. An unclosed one is a plain word. */
export function splitFields(message: string): string[] {
  const fields: string[] = [];
  // Where a closing delimiter is missing once, it is missing for the rest: no second search keeps this linear.
  const missing = new Set<string>();
  let at = 0;
  while (at < message.length) {
    const char = message[at] as string;
    if (/\s/.test(char)) {
      at++;
      continue;
    }
    const close = char === '[' ? ']' : char === '"' ? '"' : undefined;
    const end = close === undefined || missing.has(close) ? -1 : message.indexOf(close, at + 1);
    if (end >= 0) {
      fields.push(message.slice(at + 1, end));
      at = end + 1;
      continue;
    }
    if (close !== undefined) missing.add(close);
    const wordEnd = /\s|$/g;
    wordEnd.lastIndex = at;
    const stop = wordEnd.exec(message)?.index ?? message.length;
    fields.push(message.slice(at, stop));
    at = stop;
  }
  return fields;
}
