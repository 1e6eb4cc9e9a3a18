/** The parameters from before expressions: Expected, KeyConditions, QueryFilter, ScanFilter. They become conditions. */
import type { Condition as LegacyTest, ExpectedAttributeValue } from '@aws-sdk/client-dynamodb';
import { invalidParameters, validationError } from '../errors.ts';
import { type AttributeValue, compareValues, typeOf } from '../values/attribute-value.ts';
import { validValue } from '../values/validate-value.ts';
import type { Condition, TestName } from './condition.ts';
import type { KeyOperator, KeyTest, KeyTests } from './key-condition.ts';

type LegacyOperator = NonNullable<LegacyTest['ComparisonOperator']>;

const TESTS: Record<LegacyOperator, TestName> = {
  EQ: '=',
  NE: '<>',
  LE: '<=',
  LT: '<',
  GE: '>=',
  GT: '>',
  NULL: 'attribute_not_exists',
  NOT_NULL: 'attribute_exists',
  CONTAINS: 'contains',
  NOT_CONTAINS: 'contains',
  BEGINS_WITH: 'begins_with',
  IN: 'IN',
  BETWEEN: 'BETWEEN',
};
const SCALARS = ['S', 'N', 'B'];
const ARGUMENTS: Partial<Record<LegacyOperator, readonly [least: number, most: number]>> = {
  NULL: [0, 0],
  NOT_NULL: [0, 0],
  IN: [1, Number.POSITIVE_INFINITY],
  BETWEEN: [2, 2],
};

/** @throws ValidationException when there is nothing that it could join */
export function checkConditionalOperator(
  operator: 'AND' | 'OR' | undefined,
  conditions: object | undefined,
): void {
  if (!operator) return;
  if (!conditions)
    throw invalidParameters('ConditionalOperator cannot be used without Filter or Expected');
  if (Object.keys(conditions).length < 2)
    throw invalidParameters(
      'ConditionalOperator can only be used when Filter or Expected has two or more elements',
    );
}

/** @throws ValidationException */
export function fromExpected(
  expected: Record<string, ExpectedAttributeValue>,
  operator: 'AND' | 'OR' = 'AND',
): Condition | undefined {
  const conditions = Object.entries(expected).map(([name, each]) => {
    checkExpected(name, each);
    if (each.ComparisonOperator) {
      const values = each.AttributeValueList ?? (each.Value ? [each.Value] : []);
      return toCondition(
        name,
        each.ComparisonOperator,
        checkedValues(each.ComparisonOperator, values),
      );
    }
    return each.Value
      ? toCondition(name, 'EQ', [validValue(each.Value)])
      : toCondition(name, 'NULL', []);
  });
  return joined(conditions, operator);
}

function checkExpected(name: string, expected: ExpectedAttributeValue): void {
  const { AttributeValueList, ComparisonOperator, Exists, Value } = expected;
  if (AttributeValueList && Value)
    throw invalidParameters(
      `Value and AttributeValueList cannot be used together for Attribute: ${name}`,
    );
  if (ComparisonOperator) {
    if (Exists !== undefined)
      throw invalidParameters(
        `Exists and ComparisonOperator cannot be used together for Attribute: ${name}`,
      );
    const needsValue = ComparisonOperator !== 'NULL' && ComparisonOperator !== 'NOT_NULL';
    if (needsValue && !AttributeValueList && !Value)
      throw invalidParameters(
        `Value or AttributeValueList must be used with ComparisonOperator: ${ComparisonOperator} for Attribute: ${name}`,
      );
    return;
  }
  if (AttributeValueList)
    throw invalidParameters(
      `AttributeValueList can only be used with a ComparisonOperator for Attribute: ${name}`,
    );
  if (Exists !== false && !Value)
    throw invalidParameters(
      `Value must be provided when Exists is ${Exists === undefined ? 'null' : 'true'} for Attribute: ${name}`,
    );
  if (Exists === false && Value)
    throw invalidParameters(`Value cannot be used when Exists is false for Attribute: ${name}`);
}

/** QueryFilter and ScanFilter. @throws ValidationException */
export function fromFilter(
  filter: Record<string, LegacyTest>,
  operator: 'AND' | 'OR' = 'AND',
): Condition | undefined {
  const conditions = Object.entries(filter).map(([name, each]) => {
    const legacy = each.ComparisonOperator as LegacyOperator;
    return toCondition(name, legacy, checkedValues(legacy, each.AttributeValueList ?? []));
  });
  return joined(conditions, operator);
}

/** KeyConditions. @throws ValidationException */
export function fromKeyConditions(conditions: Record<string, LegacyTest>): KeyTests {
  const tests = new Map<string, KeyTest>();
  for (const [name, each] of Object.entries(conditions)) {
    const legacy = each.ComparisonOperator as LegacyOperator;
    const values = checkedValues(legacy, each.AttributeValueList ?? []);
    if (['NULL', 'NOT_NULL', 'NE', 'CONTAINS', 'NOT_CONTAINS', 'IN'].includes(legacy)) {
      throw validationError('Attempted conditional constraint is not an indexable operation');
    }
    tests.set(name, { operator: TESTS[legacy] as KeyOperator, values });
  }
  if (tests.size === 0 || tests.size > 2)
    throw validationError('Conditions can be of length 1 or 2 only');
  return tests;
}

function checkedValues(
  operator: LegacyOperator,
  given: readonly AttributeValue[],
): AttributeValue[] {
  const values = given.map((each) => validValue(each));
  const [least, most] = ARGUMENTS[operator] ?? [1, 1];
  if (values.length < least || values.length > most) {
    throw invalidParameters(`Invalid number of argument(s) for the ${operator} ComparisonOperator`);
  }
  const [first, second] = values;
  if (first && values.some((each) => typeOf(each) !== typeOf(first)))
    throw invalidParameters('AttributeValues inside AttributeValueList must be of same type');
  const allowed = typesFor(operator);
  const bad = values.find((each) => allowed && !allowed.includes(typeOf(each)));
  if (bad)
    throw invalidParameters(
      `ComparisonOperator ${operator} is not valid for ${typeOf(bad)} AttributeValue type`,
    );
  if (operator === 'BETWEEN' && (compareValues(first!, second!) ?? 0) > 0)
    throw validationError(
      'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound',
    );
  return values;
}

function typesFor(operator: LegacyOperator): readonly string[] | undefined {
  if (operator === 'EQ' || operator === 'NE') return undefined;
  return operator === 'BEGINS_WITH' ? ['S', 'B'] : SCALARS;
}

function toCondition(
  name: string,
  operator: LegacyOperator,
  values: readonly AttributeValue[],
): Condition {
  const test: Condition = {
    kind: 'test',
    test: TESTS[operator],
    operands: [
      { kind: 'path', path: [name] },
      ...values.map((value) => ({ kind: 'value' as const, value })),
    ],
  };
  if (operator !== 'NOT_CONTAINS') return test;
  return { kind: 'not', inner: test };
}

function joined(conditions: readonly Condition[], operator: 'AND' | 'OR'): Condition | undefined {
  const [first, ...rest] = conditions;
  if (!first) return undefined;
  const kind = operator === 'AND' ? 'and' : 'or';
  return rest.reduce<Condition>((left, right) => ({ kind, left, right }), first);
}
