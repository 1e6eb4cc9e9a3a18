import { setKey } from '../../../protocol/record-key.ts';
import { validationError } from '../errors.ts';
import type { Condition, Operand } from '../expressions/condition.ts';
import type {
  KeyAttribute,
  KeyOperator,
  KeyTest,
  QueryRange,
} from '../expressions/key-condition.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';

type Test = Extract<Condition, { kind: 'test' }>;

/** The conditions that all must hold. */
export function conjuncts(condition: Condition | undefined): Condition[] {
  if (!condition) return [];
  return condition.kind === 'and'
    ? [...conjuncts(condition.left), ...conjuncts(condition.right)]
    : [condition];
}

export function joinAll(conditions: readonly Condition[]): Condition | undefined {
  const [first, ...rest] = conditions;
  return first && rest.reduce<Condition>((left, right) => ({ kind: 'and', left, right }), first);
}

const MIRRORED: Partial<Record<string, KeyOperator>> = {
  '=': '=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** A test of one attribute against values; undefined when a condition is something else. */
function attributeTest(
  condition: Condition,
): { name: string; test: Test['test']; values: AttributeValue[] } | undefined {
  if (condition.kind !== 'test') return undefined;
  const { test, operands } = condition;
  const [first, second] = operands;
  if (isName(first)) {
    const values = operands.slice(1).flatMap((each) => (each.kind === 'value' ? [each.value] : []));
    return values.length === operands.length - 1
      ? { name: first.path[0] as string, test, values }
      : undefined;
  }
  const mirrored = MIRRORED[test];
  if (!mirrored || first?.kind !== 'value' || !isName(second)) return undefined;
  return { name: second.path[0] as string, test: mirrored, values: [first.value] };
}

function isName(operand: Operand | undefined): operand is Extract<Operand, { kind: 'path' }> {
  return operand?.kind === 'path' && operand.path.length === 1;
}

/**
 * For statements about one item: the key, and what else is asked of it.
 * @returns undefined when the key is not given in full
 */
export function splitKey(
  where: Condition | undefined,
  keys: readonly string[],
): { key: Item; rest: Condition | undefined } | undefined {
  const key: Record<string, AttributeValue> = {};
  const rest: Condition[] = [];
  for (const each of conjuncts(where)) {
    const test = attributeTest(each);
    const isKey = test?.test === '=' && keys.includes(test.name) && !Object.hasOwn(key, test.name);
    if (isKey) setKey(key, test.name, test.values[0]);
    else rest.push(each);
  }
  return Object.keys(key).length === keys.length ? { key, rest: joinAll(rest) } : undefined;
}

/** @throws ValidationException */
export function requireKey(
  where: Condition | undefined,
  keys: readonly string[],
): { key: Item; rest: Condition | undefined } {
  const split = splitKey(where, keys);
  if (split) return split;
  throw validationError('Where clause does not contain a mandatory equality on all key attributes');
}

export interface SelectPlan {
  /** The ranges to read one after another; undefined: all of the table or index. */
  readonly ranges: readonly QueryRange[] | undefined;
  readonly filter: Condition | undefined;
}

const RANGE_TESTS: ReadonlySet<string> = new Set([
  '=',
  '<',
  '<=',
  '>',
  '>=',
  'BETWEEN',
  'begins_with',
]);

/** A condition on the partition key makes a statement a query; without one it is a scan. */
export function planSelect(
  where: Condition | undefined,
  [hash, sort]: readonly KeyAttribute[],
): SelectPlan {
  const all = conjuncts(where);
  const fits = (key: KeyAttribute, values: readonly AttributeValue[]): boolean =>
    values.every((value) => value[key.type as 'S'] !== undefined);
  const hashIndex = all.findIndex((each) => {
    const test = attributeTest(each);
    const isPoint = test?.test === '=' || test?.test === 'IN';
    return isPoint && test.name === hash!.name && fits(hash!, test.values);
  });
  if (hashIndex < 0) return { ranges: undefined, filter: where };
  const sortIndex = all.findIndex((each, index) => {
    const test = sort && index !== hashIndex && attributeTest(each);
    return test && test.name === sort.name && RANGE_TESTS.has(test.test) && fits(sort, test.values);
  });
  const hashTest = attributeTest(all[hashIndex]!)!;
  const sortTest = sortIndex < 0 ? undefined : attributeTest(all[sortIndex]!)!;
  const ranges = hashTest.values.map((value) => ({
    hash: value,
    ...(sortTest && { sort: { operator: sortTest.test, values: sortTest.values } as KeyTest }),
  }));
  const filter = joinAll(all.filter((_, index) => index !== hashIndex && index !== sortIndex));
  return { ranges, filter };
}
