/** Which items a Query is about: one partition, and a range of it. */
import { validationError } from '../errors.ts';
import { type AttributeValue, compareValues, type ValueType } from '../values/attribute-value.ts';
import type { Condition, Operand } from './condition.ts';

export type KeyOperator = '=' | '<' | '<=' | '>' | '>=' | 'BETWEEN' | 'begins_with';

export interface KeyTest {
  readonly operator: KeyOperator;
  readonly values: readonly AttributeValue[];
}

/** By attribute name, in order of appearance. */
export type KeyTests = ReadonlyMap<string, KeyTest>;

const MIRRORED: Partial<Record<string, KeyOperator>> = {
  '=': '=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** @throws ValidationException when a condition asks more than keys can answer */
export function toKeyTests(condition: Condition): KeyTests {
  const tests = new Map<string, KeyTest>();
  collect(condition, tests);
  if (tests.size > 2) throw validationError('Conditions can be of length 1 or 2 only');
  return tests;
}

function collect(condition: Condition, tests: Map<string, KeyTest>): void {
  if (condition.kind === 'and') {
    collect(condition.left, tests);
    collect(condition.right, tests);
    return;
  }
  if (condition.kind !== 'test') throw invalidOperator(condition.kind.toUpperCase());
  const { test, operands } = condition;
  const isSupported = test === 'BETWEEN' || test === 'begins_with' || MIRRORED[test];
  if (!isSupported) throw invalidOperator(test);
  const [name, index] = keyAttribute(test, operands);
  if (tests.has(name)) {
    throw validationError('KeyConditionExpressions must only contain one condition per key');
  }
  const values = operands.flatMap((each) => (each.kind === 'value' ? [each.value] : []));
  const operator = index === 0 ? (test as KeyOperator) : MIRRORED[test]!;
  tests.set(name, { operator, values });
}

function invalidOperator(operator: string): Error {
  return validationError(`Invalid operator used in KeyConditionExpression: ${operator}`);
}

/** The attribute that a test is about, and where it stands. */
function keyAttribute(test: string, operands: readonly Operand[]): [name: string, index: number] {
  if ((test === 'BETWEEN' || test === 'begins_with') && operands[0]?.kind !== 'path') {
    throw validationError(
      `Invalid condition in KeyConditionExpression: ${test} operator must have the key attribute as its first operand`,
    );
  }
  let found: [string, number] | undefined;
  for (const [index, operand] of operands.entries()) {
    if (operand.kind === 'size')
      throw validationError('KeyConditionExpressions cannot contain nested operations');
    if (operand.kind !== 'path') continue;
    if (found) {
      throw validationError(
        'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
      );
    }
    if (operand.path.length > 1)
      throw validationError('KeyConditionExpressions cannot have conditions on nested attributes');
    found = [operand.path[0] as string, index];
  }
  if (found) return found;
  throw validationError('Invalid condition in KeyConditionExpression: No key attribute specified');
}

export interface QueryRange {
  readonly hash: AttributeValue;
  /** About the sort key, when the query says anything about it. */
  readonly sort?: KeyTest;
}

export interface KeyAttribute {
  readonly name: string;
  readonly type: ValueType;
}

/**
 * Holds the tests against the key of a table or an index.
 * @throws ValidationException
 */
export function toQueryRange(tests: KeyTests, keys: readonly KeyAttribute[]): QueryRange {
  const [hash, sort] = keys as [KeyAttribute, KeyAttribute | undefined];
  if (!sort && tests.size > 1) throw validationError('Query key condition not supported');
  const hashTest = tests.get(hash.name);
  if (!hashTest) throw missed(hash.name);
  checkTypes(hash, hashTest);
  if (hashTest.operator !== '=') throw validationError('Query key condition not supported');
  const value = hashTest.values[0]!;
  if (tests.size === 1) return { hash: value };
  const sortTest = sort && tests.get(sort.name);
  if (!sortTest) throw missed(sort!.name);
  checkTypes(sort, sortTest);
  return { hash: value, sort: sortTest };
}

function missed(name: string): Error {
  return validationError(`Query condition missed key schema element: ${name}`);
}

function checkTypes({ type }: KeyAttribute, { values, operator }: KeyTest): void {
  if (operator === 'begins_with' && type === 'N') {
    throw validationError(
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    );
  }
  if (values.some((value) => value[type as 'S'] === undefined)) {
    throw validationError(
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    );
  }
}

/** Whether a sort key passes its test. */
export function passesKeyTest({ operator, values }: KeyTest, key: AttributeValue): boolean {
  const [low, high] = values as [AttributeValue, AttributeValue | undefined];
  const order = compareValues(key, low) ?? Number.NaN;
  switch (operator) {
    case '=':
      return order === 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case 'BETWEEN':
      return order >= 0 && (compareValues(key, high!) ?? Number.NaN) <= 0;
    default:
      return key.S !== undefined
        ? key.S.startsWith(low.S!)
        : Buffer.from(key.B!).subarray(0, low.B!.byteLength).equals(low.B!);
  }
}
