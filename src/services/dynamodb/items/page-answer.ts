import type { ConsumedCapacity, Select } from '@aws-sdk/client-dynamodb';
import type { Context } from '../../context.ts';
import { type Projection, project } from '../expressions/projection.ts';
import type { IndexRecord, TableRecord } from '../tables/table.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { CapacityMeter, readUnits } from './consumed-capacity.ts';
import type { Page } from './read-page.ts';
import { readSink } from './throttle.ts';

type Attributes = Record<string, AttributeValue>;

export interface PageAnswer {
  Items?: Attributes[];
  Count: number;
  ScannedCount: number;
  LastEvaluatedKey?: Attributes;
  ConsumedCapacity?: ConsumedCapacity;
}

/** What Query and Scan answer. */
export function pageAnswer(
  context: Context,
  page: Page,
  input: {
    Select?: Select | undefined;
    ReturnConsumedCapacity?: 'INDEXES' | 'TOTAL' | 'NONE' | undefined;
    ConsistentRead?: boolean | undefined;
  },
  source: {
    table: TableRecord;
    index: IndexRecord | undefined;
    projection: Projection | undefined;
  },
): PageAnswer {
  const { table, index, projection } = source;
  const meter = new CapacityMeter(input.ReturnConsumedCapacity, undefined, readSink(context));
  const isConsistent = input.ConsistentRead ?? false;
  meter.add(table, readUnits(page.sizeBytes, isConsistent), index);
  for (const size of page.fetchedBytes) meter.add(table, readUnits(size, isConsistent));
  const shown = projection ? page.items.map((item) => project(item, projection)) : page.items;
  return {
    ...(input.Select !== 'COUNT' && { Items: shown }),
    Count: page.items.length,
    ScannedCount: page.scannedCount,
    ...(page.lastKey && { LastEvaluatedKey: page.lastKey }),
    ...meter.one(),
  };
}
