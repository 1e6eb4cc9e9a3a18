/** Conditions with their placeholders resolved, and what they say about an item. */
import { validationError } from '../errors.ts';
import {
  type AttributeValue,
  compareValues,
  equalValues,
  type Item,
  toText,
  typeOf,
  type ValueType,
} from '../values/attribute-value.ts';
import type { Comparator } from './condition-syntax.ts';
import { type Path, valueAt } from './path.ts';

export type Operand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'size'; readonly of: Operand };

export type TestName =
  | Comparator
  | 'BETWEEN'
  | 'IN'
  | 'attribute_exists'
  | 'attribute_not_exists'
  | 'attribute_type'
  | 'begins_with'
  | 'contains';

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly inner: Condition }
  | { readonly kind: 'test'; readonly test: TestName; readonly operands: readonly Operand[] };

/** @param item an empty one where there is none */
export function holds(condition: Condition, item: Item): boolean {
  switch (condition.kind) {
    case 'and':
      return holds(condition.left, item) && holds(condition.right, item);
    case 'or':
      return holds(condition.left, item) || holds(condition.right, item);
    case 'not':
      return !holds(condition.inner, item);
    default: {
      const [first, ...rest] = condition.operands.map((operand) => resolve(operand, item));
      return passes(condition.test, first, rest);
    }
  }
}

function resolve(operand: Operand, item: Item): AttributeValue | undefined {
  if (operand.kind === 'value') return operand.value;
  if (operand.kind === 'path') return valueAt(item, operand.path);
  const value = resolve(operand.of, item);
  const size = value && sizeOf(value);
  return size === undefined ? undefined : { N: String(size) };
}

/** The function `size`: characters, bytes, members or entries; nothing for other types. */
function sizeOf(value: AttributeValue): number | undefined {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.B) return value.B.byteLength;
  if (value.M) return Object.keys(value.M).length;
  return (value.SS ?? value.NS ?? value.BS ?? value.L)?.length;
}

function passes(
  test: TestName,
  value: AttributeValue | undefined,
  others: readonly (AttributeValue | undefined)[],
): boolean {
  const [other, second] = others;
  switch (test) {
    case 'attribute_exists':
      return value !== undefined;
    case 'attribute_not_exists':
      return value === undefined;
    case '=':
      return value !== undefined && other !== undefined && equalValues(value, other);
    case '<>':
      // True where the attribute is missing.
      return value === undefined || other === undefined
        ? value !== other
        : !equalValues(value, other);
    case 'BETWEEN':
      return isInOrder(other, value, '<=') && isInOrder(value, second, '<=');
    case 'IN':
      return others.some((each) => each && value && equalValues(value, each));
    case 'attribute_type':
      return value !== undefined && typeOf(value) === (other?.S as ValueType);
    case 'begins_with':
      return value !== undefined && other !== undefined && beginsWith(value, other);
    case 'contains':
      return value !== undefined && other !== undefined && contains(value, other);
    default:
      return isInOrder(value, other, test);
  }
}

function isInOrder(
  a: AttributeValue | undefined,
  b: AttributeValue | undefined,
  comparator: '<' | '<=' | '>' | '>=',
): boolean {
  const order = a && b && compareValues(a, b);
  if (order === undefined) return false;
  switch (comparator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    default:
      return order >= 0;
  }
}

export function beginsWith(value: AttributeValue, start: AttributeValue): boolean {
  if (value.S !== undefined && start.S !== undefined) return value.S.startsWith(start.S);
  if (!value.B || !start.B || value.B.byteLength < start.B.byteLength) return false;
  return Buffer.compare(value.B.subarray(0, start.B.byteLength), start.B) === 0;
}

function contains(value: AttributeValue, part: AttributeValue): boolean {
  if (value.S !== undefined) return part.S !== undefined && value.S.includes(part.S);
  if (value.B) return part.B !== undefined && toText(value.B).includes(toText(part.B));
  if (value.L) return value.L.some((each) => equalValues(each, part));
  if (value.SS) return part.S !== undefined && value.SS.includes(part.S);
  if (value.NS) return part.N !== undefined && value.NS.includes(part.N);
  const { B } = part;
  return B !== undefined && (value.BS ?? []).some((each) => Buffer.compare(each, B) === 0);
}

/** The top-level attributes that a condition looks at, in order of appearance. */
export function attributesIn(condition: Condition): Path[] {
  const pathsOf = (operand: Operand): Path[] => {
    if (operand.kind === 'path') return [operand.path];
    return operand.kind === 'size' ? pathsOf(operand.of) : [];
  };
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...attributesIn(condition.left), ...attributesIn(condition.right)];
    case 'not':
      return attributesIn(condition.inner);
    default:
      return condition.operands.flatMap(pathsOf);
  }
}

/** @throws ValidationException when a key attribute is looked at as if it were a document */
export function assertKeysAreScalars(
  paths: readonly Path[],
  keys: ReadonlySet<string>,
  what: 'Key' | 'IndexKey',
): void {
  for (const path of paths) {
    if (path.length > 1 && keys.has(path[0] as string)) {
      throw validationError(
        `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${what}: ${path[0]}`,
      );
    }
  }
}
