import { setKey } from '../../../protocol/record-key.ts';
import type { TupleKey } from '../../store.ts';
import {
  type IndexRecord,
  indexesOf,
  projectedAttributes,
  type TableRecord,
} from '../tables/table.ts';
import { attributeOf, equalItems, type Item } from '../values/attribute-value.ts';
import { encodeKey } from '../../../engine/key.ts';
import { entryKey } from './row-key.ts';

/** What happens to the entry of an item in one index. */
export interface IndexChange {
  readonly index: IndexRecord;
  readonly remove?: { readonly key: TupleKey; readonly entry: Item };
  readonly put?: { readonly key: TupleKey; readonly entry: Item };
  /** The entry that stays where it is and gets other attributes. */
  readonly replaced?: Item;
}

/** @returns only the indexes whose entries change */
export function indexChanges(
  table: TableRecord,
  before: Item | undefined,
  after: Item | undefined,
): IndexChange[] {
  const changes: IndexChange[] = [];
  for (const index of indexesOf(table)) {
    if (index.status === 'DELETING') continue;
    const change = indexChange(table, index, before, after);
    if (change) changes.push(change);
  }
  return changes;
}

function indexChange(
  table: TableRecord,
  index: IndexRecord,
  before: Item | undefined,
  after: Item | undefined,
): IndexChange | undefined {
  const oldKey = before && entryKey(table, index, before);
  const newKey = after && entryKey(table, index, after);
  if (!oldKey && !newKey) return undefined;
  const remove = oldKey && { key: oldKey, entry: toEntry(table, index, before) };
  const put = newKey && { key: newKey, entry: toEntry(table, index, after) };
  if (!remove || !put) return { index, ...(remove && { remove }), ...(put && { put }) };
  const isInPlace = Buffer.compare(encodeKey(oldKey), encodeKey(newKey)) === 0;
  if (!isInPlace) return { index, remove, put };
  return equalItems(remove.entry, put.entry) ? undefined : { index, put, replaced: remove.entry };
}

/** The part of an item that an index holds. */
export function toEntry(table: TableRecord, index: IndexRecord, item: Item): Item {
  const names = projectedAttributes(table, index);
  if (!names) return item;
  const entry: Record<string, Item[string]> = {};
  for (const name of names) {
    const value = attributeOf(item, name);
    if (value) setKey(entry, name, value);
  }
  return entry;
}
