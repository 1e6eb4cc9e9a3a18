import { validationError } from '../errors.ts';
import type { Condition, Operand, TestName } from '../expressions/condition.ts';
import { typeOf } from '../values/attribute-value.ts';
import type { ValueParser } from './parse-value.ts';

const COMPARATORS: ReadonlyMap<string, TestName> = new Map([
  ['=', '='],
  ['<>', '<>'],
  ['!=', '<>'],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
]);
const FUNCTIONS: ReadonlySet<string> = new Set(['BEGINS_WITH', 'CONTAINS', 'ATTRIBUTE_TYPE']);

/** What follows WHERE. @throws ValidationException */
export function parseWhere(values: ValueParser): Condition {
  return parseOr(values);
}

function parseOr(values: ValueParser): Condition {
  let left = parseAnd(values);
  while (values.reader.skipWord('OR')) left = { kind: 'or', left, right: parseAnd(values) };
  return left;
}

function parseAnd(values: ValueParser): Condition {
  let left = parseNot(values);
  while (values.reader.skipWord('AND')) left = { kind: 'and', left, right: parseNot(values) };
  return left;
}

function parseNot(values: ValueParser): Condition {
  const { reader } = values;
  if (reader.skipWord('NOT')) return { kind: 'not', inner: reader.nested(() => parseNot(values)) };
  if (!reader.skip('(')) return parseTest(values);
  const inner = reader.nested(() => parseOr(values));
  reader.expect(')');
  return inner;
}

function parseTest(values: ValueParser): Condition {
  const { reader } = values;
  const { kind, text } = reader.next;
  const isCall = kind === 'word' && reader.second.text === '(';
  if (isCall && FUNCTIONS.has(text.toUpperCase())) return parseFunction(values);
  const operand = parseOperand(values);
  if (reader.skipWord('IS')) return parseIs(values, operand);
  const isNegated = reader.skipWord('NOT');
  const test = parseComparison(values, operand);
  return isNegated ? { kind: 'not', inner: test } : test;
}

function parseComparison(values: ValueParser, operand: Operand): Condition {
  const { reader } = values;
  if (reader.skipWord('BETWEEN')) {
    const low = parseOperand(values);
    reader.expectWord('AND');
    return { kind: 'test', test: 'BETWEEN', operands: [operand, low, parseOperand(values)] };
  }
  if (reader.skipWord('IN'))
    return { kind: 'test', test: 'IN', operands: [operand, ...parseMembers(values)] };
  const test = COMPARATORS.get(reader.next.text);
  if (!test || reader.next.kind !== 'symbol') throw reader.unexpected();
  reader.take();
  const other = parseOperand(values);
  if (test !== '=' && test !== '<>') for (const each of [operand, other]) assertOrdered(test, each);
  return { kind: 'test', test, operands: [operand, other] };
}

function assertOrdered(test: string, operand: Operand): void {
  if (operand.kind !== 'value' || ['S', 'N', 'B'].includes(typeOf(operand.value))) return;
  throw validationError(
    `Incorrect operand type for operator or function; operator or function: ${test}, operand type: ${typeOf(operand.value)}`,
  );
}

function parseFunction(values: ValueParser): Condition {
  const { reader } = values;
  const test = reader.take().text.toLowerCase() as TestName;
  reader.expect('(');
  const first = parseOperand(values);
  reader.expect(',');
  const second = parseOperand(values);
  reader.expect(')');
  return { kind: 'test', test, operands: [first, second] };
}

function parseIs(values: ValueParser, operand: Operand): Condition {
  const { reader } = values;
  const isNegated = reader.skipWord('NOT');
  const test = isMissing(values)
    ? { kind: 'test' as const, test: 'attribute_not_exists' as const, operands: [operand] }
    : isNull(values, operand);
  return isNegated ? { kind: 'not', inner: test } : test;
}

function isMissing({ reader }: ValueParser): boolean {
  return reader.skipWord('MISSING');
}

function isNull({ reader }: ValueParser, operand: Operand): Condition {
  reader.expectWord('NULL');
  const type: Operand = { kind: 'value', value: { S: 'NULL' } };
  return { kind: 'test', test: 'attribute_type', operands: [operand, type] };
}

function parseOperand(values: ValueParser): Operand {
  const { reader } = values;
  if (reader.isWord('SIZE') && reader.second.text === '(') {
    reader.take();
    reader.expect('(');
    const of = parseOperand(values);
    reader.expect(')');
    return { kind: 'size', of };
  }
  const value = values.value();
  return value ? { kind: 'value', value } : { kind: 'path', path: values.path() };
}

/** `[a, b]` or `(a, b)`. */
function parseMembers(values: ValueParser): Operand[] {
  const { reader } = values;
  const close = reader.skip('(') ? ')' : (reader.expect('['), ']');
  const members: Operand[] = [];
  do members.push(parseOperand(values));
  while (reader.skip(','));
  reader.expect(close);
  return members;
}
