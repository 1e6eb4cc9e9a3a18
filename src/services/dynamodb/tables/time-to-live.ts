import { attributeOf, type Item } from '../values/attribute-value.ts';
import type { TableRecord } from './table.ts';

/** Later than any date that makes sense, and safe as a number. */
const LATEST_EPOCH_SECONDS = 10_000_000_000_000;

/**
 * When an item expires, in epoch seconds; undefined when it does not: the attribute is missing or no
 * number. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html
 */
export function expiryOf(table: TableRecord, item: Item): number | undefined {
  const text = table.ttl && attributeOf(item, table.ttl.attribute)?.N;
  if (text === undefined) return undefined;
  const seconds = Math.floor(Number(text));
  return seconds > 0 && seconds < LATEST_EPOCH_SECONDS ? seconds : undefined;
}
