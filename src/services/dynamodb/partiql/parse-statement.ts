/**
 * The PartiQL that DynamoDB understands.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.html
 */
import { validationError } from '../errors.ts';
import type { Condition } from '../expressions/condition.ts';
import { type Path, showPath, toPathTree } from '../expressions/path.ts';
import type { Change, SetValue } from '../expressions/update.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { validItem } from '../values/validate-value.ts';
import { ValueParser } from './parse-value.ts';
import { parseWhere } from './parse-where.ts';
import type { Returning, SelectStatement, Statement } from './statement.ts';
import { notWellFormed, StatementReader } from './tokens.ts';

/** @throws ValidationException */
export function parseStatement(
  text: string,
  parameters: readonly AttributeValue[] = [],
): Statement {
  const values = new ValueParser(new StatementReader(text), parameters);
  const statement = parse(values);
  values.reader.skip(';');
  if (values.reader.next.kind !== 'end') throw values.reader.unexpected();
  values.assertAllUsed();
  return statement;
}

function parse(values: ValueParser): Statement {
  const { reader } = values;
  if (reader.skipWord('SELECT')) return parseSelect(values);
  if (reader.skipWord('INSERT')) return parseInsert(values);
  if (reader.skipWord('UPDATE')) return parseUpdate(values);
  if (reader.skipWord('DELETE')) return parseDelete(values);
  if (reader.skipWord('EXISTS')) return parseExists(values);
  throw reader.unexpected();
}

function parseExists(values: ValueParser): Statement {
  const { reader } = values;
  reader.expect('(');
  reader.expectWord('SELECT');
  const select = parseSelect(values);
  reader.expect(')');
  return { kind: 'exists', select };
}

function parseSelect(values: ValueParser): SelectStatement {
  const { reader } = values;
  const paths: Path[] = [];
  const isAll = reader.skip('*');
  if (!isAll)
    do paths.push(values.path());
    while (reader.skip(','));
  reader.expectWord('FROM');
  const [table, index] = parseSource(values);
  const where = reader.skipWord('WHERE') ? parseWhere(values) : undefined;
  const order = parseOrder(values);
  return {
    kind: 'select',
    table,
    ...(index !== undefined && { index }),
    ...(!isAll && { paths }),
    ...(where && { where }),
    ...(order && { order }),
  };
}

/** `table` or `"table"."index"`. */
function parseSource(values: ValueParser): [table: string, index?: string] {
  const names = [values.name()];
  while (values.reader.skip('.')) names.push(values.name());
  if (names.includes('')) throw validationError('Path component cannot be an empty string');
  if (names.length > 2)
    throw validationError('A path may contain at most 2 components in the FROM clause');
  return names as [string, string?];
}

function parseTable(values: ValueParser): string {
  const [table, index] = parseSource(values);
  if (index !== undefined) throw notWellFormed('an index cannot be written to');
  return table;
}

function parseOrder(values: ValueParser): SelectStatement['order'] {
  const { reader } = values;
  if (!reader.skipWord('ORDER')) return undefined;
  reader.expectWord('BY');
  const name = values.name();
  const descending = reader.skipWord('DESC');
  if (!descending) reader.skipWord('ASC');
  return { name, descending };
}

function parseInsert(values: ValueParser): Statement {
  const { reader } = values;
  reader.expectWord('INTO');
  const table = parseTable(values);
  reader.expectWord('VALUE');
  const { M } = values.expectValue();
  if (!M) throw notWellFormed('INSERT takes one item');
  return { kind: 'insert', table, item: validItem(M) };
}

function parseUpdate(values: ValueParser): Statement {
  const { reader } = values;
  const table = parseTable(values);
  const changes: Change[] = [];
  while (reader.isWord('SET') || reader.isWord('REMOVE')) {
    const isSet = reader.skipWord('SET');
    if (!isSet) reader.expectWord('REMOVE');
    do changes.push(isSet ? parseSet(values) : { action: 'REMOVE', path: values.path() });
    while (reader.skip(','));
  }
  if (changes.length === 0) throw reader.unexpected();
  toPathTree(changes.map(({ path }) => ({ path, value: null })));
  return { kind: 'update', table, changes, ...parseTail(values) };
}

function parseDelete(values: ValueParser): Statement {
  values.reader.expectWord('FROM');
  const table = parseTable(values);
  const tail = parseTail(values);
  const { returning } = tail;
  if (returning && (returning.which !== 'ALL' || returning.version !== 'OLD'))
    throw validationError(
      `Invalid returning clause: RETURNING ${returning.which} ${returning.version} *. Only RETURNING ALL OLD * is allowed in DELETE statements.`,
    );
  return { kind: 'delete', table, ...tail };
}

function parseTail(values: ValueParser): { where?: Condition; returning?: Returning } {
  const where = values.reader.skipWord('WHERE') ? parseWhere(values) : undefined;
  const returning = parseReturning(values);
  return { ...(where && { where }), ...(returning && { returning }) };
}

function parseReturning({ reader }: ValueParser): Returning | undefined {
  if (!reader.skipWord('RETURNING')) return undefined;
  const which = reader.skipWord('ALL') ? 'ALL' : (reader.expectWord('MODIFIED'), 'MODIFIED');
  const version = reader.skipWord('OLD') ? 'OLD' : (reader.expectWord('NEW'), 'NEW');
  reader.expect('*');
  return { which, version };
}

function parseSet(values: ValueParser): Change {
  const path = values.path();
  const { reader } = values;
  reader.expect('=');
  const isCall = reader.next.kind === 'word' && reader.second.text === '(';
  const name = isCall ? reader.next.text.toLowerCase() : '';
  if (name === 'set_add' || name === 'set_delete') {
    reader.take();
    reader.expect('(');
    if (showPath(values.path()) !== showPath(path))
      throw notWellFormed(`${name} changes the attribute that it reads`);
    reader.expect(',');
    const value = values.expectValue();
    reader.expect(')');
    return { action: name === 'set_add' ? 'ADD' : 'DELETE', path, value };
  }
  return { action: 'SET', path, value: parseSum(values) };
}

function parseSum(values: ValueParser): SetValue {
  let left = parseSetOperand(values);
  for (;;) {
    const operator = values.reader.next.text;
    if (values.reader.next.kind !== 'symbol' || (operator !== '+' && operator !== '-')) return left;
    values.reader.take();
    left = { kind: 'sum', operator, left, right: parseSetOperand(values) };
  }
}

function parseSetOperand(values: ValueParser): SetValue {
  const { reader } = values;
  const isCall = reader.next.kind === 'word' && reader.second.text === '(';
  if (isCall) {
    const name = reader.take().text.toLowerCase();
    if (name !== 'list_append' && name !== 'if_not_exists')
      throw notWellFormed(`Unexpected function: ${name}`);
    reader.expect('(');
    const left = reader.nested(() => parseSetOperand(values));
    reader.expect(',');
    const right = reader.nested(() => parseSetOperand(values));
    reader.expect(')');
    if (name === 'list_append') return { kind: 'list_append', left, right };
    if (left.kind !== 'path') throw notWellFormed('if_not_exists takes a path');
    return { kind: 'if_not_exists', path: left.path, otherwise: right };
  }
  const value = values.value();
  return value ? { kind: 'value', value } : { kind: 'path', path: values.path() };
}
