import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { fromParsed } from '../vtl/java-values.ts';
import { parseSelectionExpression, valueAt } from './selection-expression.ts';

const evaluate = (expression: string, document: unknown): string | undefined =>
  parseSelectionExpression(expression)?.((path) =>
    valueAt(fromParsed(document), path.replace(/^request\.body\.?/, '')),
  );

test('never fails, whatever the expression and the message', () => {
  const part = fc.constantFrom(
    '$',
    '{',
    '}',
    '${',
    'request.body',
    '.',
    'a',
    '[0]',
    '\\',
    '/',
    '*',
  );
  const expressions = fc.oneof(
    fc.string(),
    fc.array(part, { maxLength: 12 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(expressions, fc.jsonValue(), (expression, document) => {
      const value = evaluate(expression, document);
      expect(value === undefined || typeof value === 'string').toBe(true);
    }),
  );
});

test('finds every member by its name', () => {
  const name = fc.stringMatching(/^[A-Za-z_]\w{0,10}$/);
  fc.assert(
    fc.property(name, name, fc.string(), (outer, inner, text) => {
      const document = { [outer]: { [inner]: text } };
      expect(evaluate(`$request.body.${outer}.${inner}`, document)).toBe(text);
      expect(evaluate(`\${request.body.${outer}.${inner}}`, document)).toBe(text);
      expect(evaluate(`<\${request.body.${outer}.${inner}}>`, document)).toBe(`<${text}>`);
    }),
  );
});

describe('fixed texts', () => {
  it.each([
    ['\\$default', '$default'],
    ['$default', '$default'],
    ['own', 'own'],
  ])('%s is %s', (expression, text) => {
    expect(evaluate(expression, {})).toBe(text);
  });

  it.each(['', '${', '${}', '${request}', '${other.x}', 'x'.repeat(1025)])('%j is none', (text) => {
    expect(parseSelectionExpression(text)).toBeUndefined();
  });
});
