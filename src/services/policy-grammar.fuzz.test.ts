import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findPolicyProblem } from './policy-grammar.ts';

const kind = fc.constantFrom('identity' as const, 'trust' as const);

test('any JSON gets an answer, and only an object with statements can be well formed', () => {
  fc.assert(
    fc.property(fc.jsonValue(), kind, (value, policyKind) => {
      const problem = findPolicyProblem(JSON.stringify(value), policyKind);
      const hasStatements = typeof value === 'object' && value !== null && 'Statement' in value;
      expect(problem !== undefined || hasStatements).toBe(true);
    }),
  );
});

test('any statement gets an answer', () => {
  const element = fc.constantFrom(
    'Sid',
    'Effect',
    'Action',
    'NotAction',
    'Resource',
    'Principal',
    'Condition',
    '__proto__',
  );
  const statement = fc.dictionary(element, fc.jsonValue());
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 3 }), kind, (statements, policyKind) => {
      const document = JSON.stringify({ Version: '2012-10-17', Statement: statements });
      expect(['string', 'undefined']).toContain(typeof findPolicyProblem(document, policyKind));
    }),
  );
});

test('the largest document there may be, nested to the end, is answered in no time', () => {
  const nested = `${'['.repeat(65_000)}${']'.repeat(65_000)}`;
  expect(findPolicyProblem(nested, 'identity')).toBe('Syntax errors in policy.');
  const document = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":${nested},"Resource":"*"}]}`;
  expect(findPolicyProblem(document, 'identity')).toBe('Syntax errors in policy.');
});
