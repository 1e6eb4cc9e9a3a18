import { setKey } from '../../../protocol/record-key.ts';
import type { ItemStreamRecord } from '../../item-streams.ts';
import type { StreamOfTable, TableRecord } from '../tables/table.ts';
import { equalItems, type Item } from '../values/attribute-value.ts';
import { itemSizeBytes } from '../values/item-size.ts';

/**
 * What a stream says about one change of an item.
 * @returns undefined when nothing changed: AWS writes no record then
 */
export function toChangeRecord(
  table: TableRecord,
  stream: StreamOfTable,
  change: { before: Item | undefined; after: Item | undefined },
  origin: { atEpochMs: number; eventId: string; isExpiry?: boolean },
): ItemStreamRecord | undefined {
  const { before, after } = change;
  const some = after ?? before;
  if (!some || (before && after && equalItems(before, after))) return undefined;
  const keys: Record<string, Item[string]> = {};
  for (const name of table.keys) setKey(keys, name, some[name]);
  const hasNew = stream.viewType === 'NEW_IMAGE' || stream.viewType === 'NEW_AND_OLD_IMAGES';
  const hasOld = stream.viewType === 'OLD_IMAGE' || stream.viewType === 'NEW_AND_OLD_IMAGES';
  const newImage = hasNew ? after : undefined;
  const oldImage = hasOld ? before : undefined;
  return {
    eventName: before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT',
    eventId: origin.eventId,
    atEpochMs: origin.atEpochMs,
    keys,
    ...(newImage && { newImage }),
    ...(oldImage && { oldImage }),
    sizeBytes:
      itemSizeBytes(keys) +
      (newImage ? itemSizeBytes(newImage) : 0) +
      (oldImage ? itemSizeBytes(oldImage) : 0),
    ...(origin.isExpiry && { isExpiry: true }),
  };
}
