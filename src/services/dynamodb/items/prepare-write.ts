/** Puts, deletes and updates, held against their table: what PutItem, batches, transactions and statements have in common. */
import { invalidParameters, validationError } from '../errors.ts';
import {
  assertKeysAreScalars,
  attributesIn,
  type Condition,
  holds,
} from '../expressions/condition.ts';
import { applyChanges, type Change } from '../expressions/update.ts';
import { ITEM_LIMIT_BYTES } from '../limits.ts';
import type { TableRecord } from '../tables/table.ts';
import { type AttributeValue, attributeOf, type Item, typeOf } from '../values/attribute-value.ts';
import { itemSizeBytes } from '../values/item-size.ts';
import { validItem } from '../values/validate-value.ts';
import {
  checkItemKeys,
  checkKey,
  emptyKind,
  indexKeys,
  indexTypeMismatch,
  keyOf,
} from './check-key.ts';
import { conditionFailed, type ItemWrite } from './write-items.ts';

export interface WriteCondition {
  readonly condition: Condition | undefined;
  /** Whether a failure shows the item as it is. */
  readonly showsItem: boolean;
}

export const UNCONDITIONAL: WriteCondition = { condition: undefined, showsItem: false };

/** @throws ConditionalCheckFailedException */
export function assertCondition(
  { condition, showsItem }: WriteCondition,
  item: Item | undefined,
): void {
  if (condition && !holds(condition, item ?? {}))
    throw conditionFailed(showsItem ? item : undefined);
}

/** @throws ValidationException */
export function checkConditionPaths(table: TableRecord, condition: Condition | undefined): void {
  if (!condition) return;
  const paths = attributesIn(condition);
  assertKeysAreScalars(paths, new Set(table.keys), 'Key');
  assertKeysAreScalars(paths, new Set(indexKeys(table).map((each) => each.name)), 'IndexKey');
}

/** @param item valid in itself, and not too large */
export function preparePut(table: TableRecord, item: Item, when: WriteCondition): ItemWrite {
  checkItemKeys(table, item);
  checkConditionPaths(table, when.condition);
  return {
    table,
    key: keyOf(table, item),
    decide(before) {
      assertCondition(when, before);
      return item;
    },
  };
}

/** Before any table is looked at. @throws ValidationException */
export function checkItemSize(item: Item): void {
  if (itemSizeBytes(item) > ITEM_LIMIT_BYTES)
    throw validationError('Item size has exceeded the maximum allowed size');
}

export function prepareDelete(table: TableRecord, key: Item, when: WriteCondition): ItemWrite {
  checkKey(table, key);
  checkConditionPaths(table, when.condition);
  return {
    table,
    key,
    decide(before) {
      assertCondition(when, before);
      return undefined;
    },
  };
}

export interface UpdateOptions {
  /** AttributeUpdates instead of an expression: they do not create an item only to delete from it. */
  isLegacy?: boolean;
}

export function prepareUpdate(
  table: TableRecord,
  key: Item,
  changes: readonly Change[],
  when: WriteCondition,
  options: UpdateOptions = {},
): ItemWrite {
  checkKey(table, key);
  checkChanges(table, changes);
  checkConditionPaths(table, when.condition);
  return {
    table,
    key,
    decide(before) {
      assertCondition(when, before);
      const onlyTakesAway = changes.every(
        ({ action }) => action === 'REMOVE' || action === 'DELETE',
      );
      if (!before && options.isLegacy && changes.length > 0 && onlyTakesAway) return undefined;
      const after = applyChanges(before ?? key, changes);
      checkUpdated(table, after, before);
      return after;
    },
  };
}

/** What can be told before the item is read. @throws ValidationException */
function checkChanges(table: TableRecord, changes: readonly Change[]): void {
  for (const { path } of changes) {
    if (table.keys.includes(path[0] as string))
      throw invalidParameters(
        `Cannot update attribute ${path[0]}. This attribute is part of the key`,
      );
  }
  const keys = indexKeys(table);
  for (const change of changes) {
    const key = keys.find((each) => each.name === change.path[0]);
    if (!key) continue;
    assertKeysAreScalars([change.path], new Set([key.name]), 'IndexKey');
    const value = givenValue(change);
    if (!value) continue;
    if (typeOf(value) !== key.type)
      throw indexTypeMismatch(key.name, key.type, typeOf(value), key.index);
    assertNotEmpty(value);
  }
}

function givenValue(change: Change): AttributeValue | undefined {
  if (change.action === 'ADD') return change.value;
  return change.action === 'SET' && change.value.kind === 'value' ? change.value.value : undefined;
}

function assertNotEmpty(value: AttributeValue): void {
  const empty = emptyKind(value);
  if (empty)
    throw validationError(
      `One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty ${empty} value.`,
    );
}

function checkUpdated(table: TableRecord, after: Item, before: Item | undefined): void {
  for (const { name, type } of indexKeys(table)) {
    const value = attributeOf(after, name);
    if (!value || value === (before && attributeOf(before, name))) continue;
    if (typeOf(value) !== type)
      throw validationError(
        'The update expression attempted to update the secondary index key to unsupported type',
      );
    assertNotEmpty(value);
  }
  // Values can be put into each other, and lists can grow.
  validItem(after);
  if (itemSizeBytes(after) > ITEM_LIMIT_BYTES)
    throw validationError('Item size to update has exceeded the maximum allowed size');
}
