import { describe, expect, it } from 'vitest';
import type { AttributeValue } from '../values/attribute-value.ts';
import { type ExpressionInput, parseExpressions } from './parse-expressions.ts';

const S = (text: string): AttributeValue => ({ S: text });

function messageOf(input: ExpressionInput): string {
  try {
    parseExpressions(input);
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
}

describe('key conditions', () => {
  const values = { ':a': S('a'), ':b': S('b') };
  it.each<[string, string]>([
    ['a = :a OR b = :b', 'Invalid operator used in KeyConditionExpression: OR'],
    ['a <> :a AND b = :b', 'Invalid operator used in KeyConditionExpression: <>'],
    ['a = :a AND contains(b, :b)', 'Invalid operator used in KeyConditionExpression: contains'],
    ['a = :a AND a = :b', 'KeyConditionExpressions must only contain one condition per key'],
    ['a = :a AND b.c = :b', 'KeyConditionExpressions cannot have conditions on nested attributes'],
    [
      'a = :a AND :a = :b',
      'Invalid condition in KeyConditionExpression: No key attribute specified',
    ],
    ['a = :a AND size(b) = :b', 'KeyConditionExpressions cannot contain nested operations'],
  ])('%s: %s', (KeyConditionExpression, message) => {
    expect(messageOf({ KeyConditionExpression, ExpressionAttributeValues: values })).toBe(message);
  });

  it('takes superfluous parentheses, unlike other conditions', () => {
    const { keys } = parseExpressions({
      KeyConditionExpression: '((a = :a)) AND ((b = :b))',
      ExpressionAttributeValues: values,
    });
    expect([...keys!.keys()]).toEqual(['a', 'b']);
  });

  it('understands both directions', () => {
    const { keys } = parseExpressions({
      KeyConditionExpression: ':a = a AND :b < b',
      ExpressionAttributeValues: values,
    });
    expect(Object.fromEntries(keys!)).toEqual({
      a: { operator: '=', values: [S('a')] },
      b: { operator: '>', values: [S('b')] },
    });
  });
});
