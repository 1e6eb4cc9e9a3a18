/** What the answers of single writes, batches and transactions have in common. */
import type {
  ConditionalOperator,
  ExpectedAttributeValue,
  ItemCollectionMetrics,
} from '@aws-sdk/client-dynamodb';
import { checkConditionalOperator, fromExpected } from '../expressions/legacy-conditions.ts';
import type { Expressions } from '../expressions/parse-expressions.ts';
import type { TableRecord } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';
import { type CapacityMeter, indexWriteUnits, writeUnits } from './consumed-capacity.ts';
import type { WriteCondition } from './prepare-write.ts';
import type { WrittenItem } from './write-items.ts';

interface ConditionInput {
  Expected?: Record<string, ExpectedAttributeValue> | undefined;
  ConditionalOperator?: ConditionalOperator | undefined;
  ReturnValuesOnConditionCheckFailure?: string | undefined;
}

/** @throws ValidationException */
export function conditionOf(input: ConditionInput, { condition }: Expressions): WriteCondition {
  const { Expected, ConditionalOperator } = input;
  checkConditionalOperator(ConditionalOperator, Expected);
  return {
    condition: Expected ? fromExpected(Expected, ConditionalOperator) : condition,
    showsItem: input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
  };
}

/** @param factor 2 in transactions */
export function meterWrite(
  meter: CapacityMeter,
  { table, before, after, indexChanges }: WrittenItem,
  factor = 1,
): void {
  if (meter.isOff) return;
  meter.add(table, factor * writeUnits(before, after));
  for (const change of indexChanges)
    meter.add(table, factor * indexWriteUnits(change), change.index);
}

/** Only tables with local indexes have item collections with a size limit; AWS's estimate is as coarse. */
export function collectionMetrics(
  asked: string | undefined,
  table: TableRecord,
  key: Item,
): ItemCollectionMetrics | undefined {
  if (asked !== 'SIZE' || table.localIndexes.length === 0) return undefined;
  const hash = table.keys[0]!;
  return { ItemCollectionKey: { [hash]: key[hash]! }, SizeEstimateRangeGB: [0, 1] };
}
