import { describe, expect, it } from 'vitest';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { holds } from './condition.ts';
import { type ExpressionInput, parseExpressions } from './parse-expressions.ts';
import { project, toProjection } from './projection.ts';
import { applyChanges } from './update.ts';

const S = (text: string): AttributeValue => ({ S: text });
const N = (number: number | string): AttributeValue => ({ N: String(number) });

function messageOf(input: ExpressionInput): string {
  try {
    parseExpressions(input);
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
}

const ITEM: Item = {
  id: S('u1'),
  age: N(20),
  tags: { SS: ['a', 'b'] },
  els: { L: [S('x'), N(1), { M: { deep: S('y') } }] },
  doc: { M: { a: N(1), b: { M: { c: S('z') } } } },
  bin: { B: Buffer.from('abc') },
  nil: { NULL: true },
  flag: { BOOL: true },
};

describe('conditions', () => {
  const ask = (
    ConditionExpression: string,
    values: Record<string, AttributeValue> = {},
  ): boolean => {
    const parsed = parseExpressions({
      ConditionExpression,
      ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
    });
    return holds(parsed.condition!, ITEM);
  };

  it.each<[string, boolean, Record<string, AttributeValue>?]>([
    ['age = :a', true, { ':a': N('20.0') }],
    ['age <> :a', true, { ':a': S('20') }],
    ['gone <> :a', true, { ':a': S('20') }],
    ['gone = :a', false, { ':a': S('20') }],
    ['age > :a AND age < :b', true, { ':a': N(3), ':b': N(100) }],
    ['age < :a', false, { ':a': S('zzz') }],
    ['age BETWEEN :a AND :b', true, { ':a': N(20), ':b': N(20) }],
    ['id IN (:a, :b)', true, { ':a': S('u0'), ':b': S('u1') }],
    ['NOT id IN (:a)', true, { ':a': S('u0') }],
    ['attribute_exists(doc.b.c)', true],
    ['attribute_exists(doc.b.d)', false],
    ['attribute_not_exists(els[3])', true],
    ['els[2].deep = :a', true, { ':a': S('y') }],
    ['attribute_type(tags, :a)', true, { ':a': S('SS') }],
    ['attribute_type(gone, :a)', false, { ':a': S('NULL') }],
    ['begins_with(id, :a)', true, { ':a': S('u') }],
    ['begins_with(bin, :a)', true, { ':a': { B: Buffer.from('ab') } }],
    ['contains(tags, :a)', true, { ':a': S('b') }],
    ['contains(els, :a)', true, { ':a': N(1) }],
    ['contains(id, :a)', true, { ':a': S('1') }],
    ['contains(bin, :a)', true, { ':a': { B: Buffer.from('bc') } }],
    ['size(tags) = :a', true, { ':a': N(2) }],
    ['size(doc) >= :a and size(els) = :b', true, { ':a': N(2), ':b': N(3) }],
    ['size(age) = :a', false, { ':a': N(2) }],
    ['age = :a OR age = :b AND id = :c', true, { ':a': N(20), ':b': N(1), ':c': S('no') }],
    ['(age = :a OR age = :b) AND id = :c', false, { ':a': N(20), ':b': N(1), ':c': S('no') }],
    ['NOT (age = :a)', false, { ':a': N(20) }],
    ['(age) = (:a)', true, { ':a': N(20) }],
    ['(doc).a = :a', true, { ':a': N(1) }],
    [':a = age', true, { ':a': N(20) }],
  ])('%s is %s', (expression, expected, values) => {
    expect(ask(expression, values)).toBe(expected);
  });

  it.each<[string, string]>([
    ['', 'The expression can not be empty;'],
    ['a', 'Syntax error; token: "<EOF>", near: "a"'],
    ['a = b c', 'Syntax error; token: "c", near: "b c"'],
    ['a == b', 'Syntax error; token: "=", near: "== b"'],
    ['hits : incr', 'Syntax error; token: ":", near: "hits : incr"'],
    ['a = b AND __x = c', 'Syntax error; token: "_", near: "AND __"'],
    ['((a = b))', 'The expression has redundant parentheses;'],
    ['((a)) = b', 'The expression has redundant parentheses;'],
    ['nope(a)', 'Invalid function name; function: nope'],
    ['size(a)', 'The function is not allowed to be used this way in an expression; function: size'],
    [
      'contains(a, b) = c',
      'The function is not allowed to be used this way in an expression; function: contains',
    ],
    [
      'attribute_exists(size(a))',
      'Operator or function requires a document path; operator or function: attribute_exists',
    ],
    ['abort = c', 'Attribute name is a reserved keyword; reserved keyword: abort'],
    [
      '#a = c',
      'An expression attribute name used in the document path is not defined; attribute name: #a',
    ],
    [
      'a = :b',
      'An expression attribute value used in expression is not defined; attribute value: :b',
    ],
    [
      'begins_with(a)',
      'Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1',
    ],
    [
      'a.b = a.b',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a, b]',
    ],
    [
      'a[0] = a[0]',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a, [0]]',
    ],
    [
      'attribute_type(a, b)',
      'Incorrect operand type for operator or function; operator or function: attribute_type, operand type: {NS,SS,L,BS,N,M,B,BOOL,NULL,S}',
    ],
  ])('%j: %s', (ConditionExpression, message) => {
    expect(messageOf({ ConditionExpression })).toBe(`Invalid ConditionExpression: ${message}`);
  });

  it.each<[string, Record<string, AttributeValue>, string]>([
    [
      'a BETWEEN :a AND :b',
      { ':a': N(2), ':b': N(1) },
      'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}',
    ],
    [
      'a BETWEEN :a AND :b',
      { ':a': N(2), ':b': S('x') },
      'The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {S:x}',
    ],
    [
      'begins_with(a, :a)',
      { ':a': N(2) },
      'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    ],
    [
      'attribute_type(a, :a)',
      { ':a': S('X') },
      'Invalid attribute type name found; type: X, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}',
    ],
    [
      'a < :a',
      { ':a': { BOOL: true } },
      'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL',
    ],
  ])('%s with values: an error', (ConditionExpression, ExpressionAttributeValues, message) => {
    expect(messageOf({ ConditionExpression, ExpressionAttributeValues })).toBe(
      `Invalid ConditionExpression: ${message}`,
    );
  });

  it('refuses what is too long, too deep or too much', () => {
    expect(messageOf({ ConditionExpression: `a = ${'b'.repeat(5000)}` })).toBe(
      'Invalid ConditionExpression: Expression size has exceeded the maximum allowed size; expression size: 5004',
    );
    expect(messageOf({ ConditionExpression: `${'('.repeat(2000)}a` })).toContain('Syntax error');
    expect(messageOf({ ConditionExpression: `${'NOT '.repeat(1000)}a = b` })).toContain(
      'Invalid ConditionExpression',
    );
    expect(
      messageOf({ ConditionExpression: Array.from({ length: 301 }, () => 'a=b').join(' OR ') }),
    ).toContain('too many operators');
    expect(messageOf({ ConditionExpression: `attribute_exists(a${'.b'.repeat(32)})` })).toContain(
      'too many nesting elements; nesting levels: 33',
    );
  });
});

describe('placeholders', () => {
  it.each<[ExpressionInput, string]>([
    [
      { ConditionExpression: 'a = b', ExpressionAttributeNames: {} },
      'ExpressionAttributeNames must not be empty',
    ],
    [
      { ConditionExpression: 'a = b', ExpressionAttributeNames: { a: 'b' } },
      'ExpressionAttributeNames contains invalid key: Syntax error; key: "a"',
    ],
    [
      { ConditionExpression: 'a = b', ExpressionAttributeValues: {} },
      'ExpressionAttributeValues must not be empty',
    ],
    [
      { ConditionExpression: 'a = b', ExpressionAttributeValues: { '#v': S('x') } },
      'ExpressionAttributeValues contains invalid key: Syntax error; key: "#v"',
    ],
    [
      { ConditionExpression: 'a = :v', ExpressionAttributeValues: { ':v': N('x') } },
      'ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x for key :v',
    ],
    [
      { ConditionExpression: 'a = b', ExpressionAttributeNames: { '#u': 'x' } },
      'Value provided in ExpressionAttributeNames unused in expressions: keys: {#u}',
    ],
    [
      { ConditionExpression: 'a = b', ExpressionAttributeValues: { ':u': S('x'), ':w': S('x') } },
      'Value provided in ExpressionAttributeValues unused in expressions: keys: {:u, :w}',
    ],
  ])('%j', (input, message) => {
    expect(messageOf(input)).toBe(message);
  });
});

describe('updates', () => {
  const update = (UpdateExpression: string, values?: Record<string, AttributeValue>): Item =>
    applyChanges(
      ITEM,
      parseExpressions({ UpdateExpression, ...(values && { ExpressionAttributeValues: values }) })
        .update!,
    );

  it('sets, computes, removes, adds and deletes at once, from the item as it was', () => {
    const changed = update(
      'SET age = age + :one, was = age, doc.b.c = :v REMOVE nil, els[0] ADD tags :more, hits :one DELETE tags2 :more',
      { ':one': N(1), ':v': S('new'), ':more': { SS: ['b', 'c'] } },
    );
    expect(changed).toEqual({
      ...ITEM,
      age: N(21),
      was: N(20),
      hits: N(1),
      tags: { SS: ['a', 'b', 'c'] },
      els: { L: [N(1), { M: { deep: S('y') } }] },
      doc: { M: { a: N(1), b: { M: { c: S('new') } } } },
      nil: undefined,
    });
    expect(changed).not.toHaveProperty('nil');
  });

  it('knows if_not_exists and list_append', () => {
    expect(
      update('SET n = if_not_exists(n, :z) + :one', { ':z': N(0), ':one': N(1) })['n'],
    ).toEqual(N(1));
    expect(
      update('SET els = list_append(els, :l)', { ':l': { L: [S('e')] } })['els']?.L,
    ).toHaveLength(4);
    expect(
      update('SET l2 = list_append(if_not_exists(l2, :e), :l)', {
        ':e': { L: [] },
        ':l': { L: [S('e')] },
      })['l2'],
    ).toEqual({ L: [S('e')] });
  });

  it('appends beyond the end of a list and removes by the indexes as they were', () => {
    expect(
      update('SET els[9] = :b, els[7] = :a', { ':a': S('a'), ':b': S('b') })['els']?.L?.slice(3),
    ).toEqual([S('a'), S('b')]);
    expect(update('REMOVE els[0], els[1]')['els']).toEqual({ L: [{ M: { deep: S('y') } }] });
  });

  it('removes a set with its last member', () => {
    expect(update('DELETE tags :t', { ':t': { SS: ['a', 'b', 'z'] } })).not.toHaveProperty('tags');
  });

  it.each<[string, string, Record<string, AttributeValue>?]>([
    [
      'SET a.b = :v',
      'The document path provided in the update expression is invalid for update',
      { ':v': S('x') },
    ],
    [
      'SET id[0] = :v',
      'The document path provided in the update expression is invalid for update',
      { ':v': S('x') },
    ],
    [
      'SET a = gone',
      'The provided expression refers to an attribute that does not exist in the item',
    ],
    [
      'SET a = id + :v',
      'An operand in the update expression has an incorrect data type',
      { ':v': N(1) },
    ],
    ['ADD id :v', 'An operand in the update expression has an incorrect data type', { ':v': N(1) }],
  ])('%s fails on this item: %s', (expression, message, values) => {
    expect(() => update(expression, values)).toThrow(message);
  });

  it.each<[string, string, Record<string, AttributeValue>?]>([
    ['', 'The expression can not be empty;'],
    ['INVALID SYNTAX HERE', 'Syntax error; token: "INVALID", near: "INVALID SYNTAX"'],
    ['SET a = :a,', 'Syntax error; token: "<EOF>", near: ","'],
    ['SET a = 0', 'Syntax error; token: "0", near: "= 0"'],
    ['SET', 'Syntax error; token: "<EOF>", near: "SET"'],
    ['ADD hits : incr', 'Syntax error; token: ":", near: "hits : incr"'],
    [
      'SET a = b, a = c',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]',
    ],
    [
      'SET a.b = c REMOVE a',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a]',
    ],
    [
      'SET a.b = c, a[1] = d',
      'Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [1]]',
    ],
    ['SET a = b SET c = d', 'The "SET" section can only be used once in an update expression;'],
    ['SET a = nope(b)', 'Invalid function name; function: nope'],
    [
      'SET a = list_append(b)',
      'Incorrect number of operands for operator or function; operator or function: list_append, number of operands: 1',
    ],
    ['SET name = b', 'Attribute name is a reserved keyword; reserved keyword: name'],
    [
      'SET #n = b',
      'An expression attribute name used in the document path is not defined; attribute name: #n',
    ],
    [
      'SET a = :v',
      'An expression attribute value used in expression is not defined; attribute value: :v',
    ],
    [
      'ADD a :v',
      'Incorrect operand type for operator or function; operator: ADD, operand type: STRING',
      { ':v': S('x') },
    ],
    [
      'DELETE a :v',
      'Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER',
      { ':v': N(1) },
    ],
    [
      'SET a = b + :v',
      'Incorrect operand type for operator or function; operator or function: +, operand type: S',
      { ':v': S('x') },
    ],
    [
      'SET a = if_not_exists(:v, b)',
      'Operator or function requires a document path; operator or function: if_not_exists',
      { ':v': S('x') },
    ],
  ])('%j: %s', (UpdateExpression, message, ExpressionAttributeValues) => {
    expect(messageOf({ UpdateExpression, ExpressionAttributeValues })).toBe(
      `Invalid UpdateExpression: ${message}`,
    );
  });
});

describe('projections', () => {
  const chosen = (ProjectionExpression: string): Item =>
    project(ITEM, toProjection(parseExpressions({ ProjectionExpression }).projection!));

  it('keeps structure, and closes gaps in lists', () => {
    expect(chosen('id, doc.b.c, els[2].deep, els[0], gone.x')).toEqual({
      id: S('u1'),
      doc: { M: { b: { M: { c: S('z') } } } },
      els: { L: [S('x'), { M: { deep: S('y') } }] },
    });
  });

  it.each<[string, string]>([
    ['!!!', 'Syntax error; token: "!", near: "!!"'],
    ['a b', 'Syntax error; token: "b", near: "a b"'],
    ['a,', 'Syntax error; token: "<EOF>", near: ","'],
    [
      'a, a.b',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]',
    ],
    ['a, size', 'Attribute name is a reserved keyword; reserved keyword: size'],
  ])('%j: %s', (ProjectionExpression, message) => {
    expect(messageOf({ ProjectionExpression })).toBe(`Invalid ProjectionExpression: ${message}`);
  });
});
