/** Updates with their placeholders resolved, and what they make of an item. */
import { setKey } from '../../../protocol/record-key.ts';
import { validationError } from '../errors.ts';
import {
  type AttributeValue,
  attributeOf,
  type Item,
  toText,
  typeOf,
} from '../values/attribute-value.ts';
import { addNumbers } from '../values/decimal.ts';
import { type Path, type PathTree, toPathTree, valueAt } from './path.ts';

export type SetValue =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'if_not_exists'; readonly path: Path; readonly otherwise: SetValue }
  | { readonly kind: 'list_append'; readonly left: SetValue; readonly right: SetValue }
  | {
      readonly kind: 'sum';
      readonly operator: '+' | '-';
      readonly left: SetValue;
      readonly right: SetValue;
    };

export type Change =
  | { readonly action: 'SET'; readonly path: Path; readonly value: SetValue }
  | { readonly action: 'REMOVE'; readonly path: Path }
  | { readonly action: 'ADD' | 'DELETE'; readonly path: Path; readonly value: AttributeValue };

/** What is to stand at a path afterwards; undefined: nothing. */
type Outcome = { readonly value: AttributeValue | undefined };

/**
 * All values are taken from the item as it was. Changes may not overlap.
 * @throws ValidationException when the item does not have what the changes need
 */
export function applyChanges(item: Item, changes: readonly Change[]): Item {
  const outcomes = changes.map((change) => ({
    path: change.path,
    value: { value: outcomeOf(change, item) },
  }));
  return changeMap(item, toPathTree<Outcome>(outcomes));
}

function outcomeOf(change: Change, item: Item): AttributeValue | undefined {
  switch (change.action) {
    case 'SET':
      return evaluate(change.value, item);
    case 'REMOVE':
      return undefined;
    case 'ADD':
      return sumOf(valueAt(item, change.path), change.value);
    default:
      return difference(valueAt(item, change.path), change.value);
  }
}

function evaluate(value: SetValue, item: Item): AttributeValue {
  switch (value.kind) {
    case 'value':
      return value.value;
    case 'path': {
      const found = valueAt(item, value.path);
      if (found) return found;
      throw validationError(
        'The provided expression refers to an attribute that does not exist in the item',
      );
    }
    case 'if_not_exists':
      return valueAt(item, value.path) ?? evaluate(value.otherwise, item);
    case 'list_append': {
      const left = evaluate(value.left, item).L;
      const right = evaluate(value.right, item).L;
      if (!left || !right) throw incorrectType();
      return { L: [...left, ...right] };
    }
    default: {
      const left = evaluate(value.left, item).N;
      const right = evaluate(value.right, item).N;
      if (left === undefined || right === undefined) throw incorrectType();
      return { N: addNumbers(left, right, value.operator) };
    }
  }
}

function incorrectType(): Error {
  return validationError('An operand in the update expression has an incorrect data type');
}

/** ADD: numbers are added, sets united. */
export function sumOf(present: AttributeValue | undefined, added: AttributeValue): AttributeValue {
  if (!present) return added;
  if (typeOf(present) !== typeOf(added)) throw incorrectType();
  if (added.N !== undefined) return { N: addNumbers(present.N!, added.N) };
  if (added.SS) return { SS: [...new Set([...present.SS!, ...added.SS])] };
  if (added.NS) return { NS: [...new Set([...present.NS!, ...added.NS])] };
  const known = new Set(present.BS!.map(toText));
  return { BS: [...present.BS!, ...added.BS!.filter((each) => !known.has(toText(each)))] };
}

/** DELETE: members leave a set, and with its last member the set itself. */
export function difference(
  present: AttributeValue | undefined,
  removed: AttributeValue,
): AttributeValue | undefined {
  if (!present) return undefined;
  if (typeOf(present) !== typeOf(removed)) throw incorrectType();
  if (removed.BS) {
    const gone = new Set(removed.BS.map(toText));
    const BS = present.BS!.filter((each) => !gone.has(toText(each)));
    return BS.length > 0 ? { BS } : undefined;
  }
  const type = removed.SS ? 'SS' : 'NS';
  const gone = new Set(removed[type as 'SS']);
  const left = present[type as 'SS']!.filter((each) => !gone.has(each));
  return left.length > 0 ? ({ [type]: left } as unknown as AttributeValue) : undefined;
}

function changeMap(map: Item, { children }: PathTree<Outcome>): Record<string, AttributeValue> {
  const changed: Record<string, AttributeValue> = { ...map };
  for (const [part, child] of children) {
    const name = part as string;
    const value = changeValue(attributeOf(map, name), child);
    if (value) setKey(changed, name, value);
    else delete changed[name];
  }
  return changed;
}

function changeValue(
  present: AttributeValue | undefined,
  tree: PathTree<Outcome>,
): AttributeValue | undefined {
  if (tree.leaf) return tree.leaf.value.value;
  const [first] = tree.children.keys();
  if (typeof first === 'string' && present?.M) return { M: changeMap(present.M, tree) };
  if (typeof first === 'number' && present?.L) return { L: changeList(present.L, tree) };
  throw validationError(
    'The document path provided in the update expression is invalid for update',
  );
}

/** Indexes count in the list as it was; elements beyond its end are appended in order of index. */
function changeList(list: readonly AttributeValue[], tree: PathTree<Outcome>): AttributeValue[] {
  const changed: (AttributeValue | undefined)[] = [...list];
  const beyond: { index: number; value: AttributeValue }[] = [];
  for (const [part, child] of tree.children) {
    const index = part as number;
    const value = changeValue(list[index], child);
    if (index < list.length) changed[index] = value;
    else if (value) beyond.push({ index, value });
  }
  beyond.sort((a, b) => a.index - b.index);
  return [...changed.filter((each) => each !== undefined), ...beyond.map(({ value }) => value)];
}
