import type { ItemCollectionMetrics, WriteRequest } from '@aws-sdk/client-dynamodb';
import { encodeKey } from '../../../engine/key.ts';
import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import { validationError } from '../errors.ts';
import { CapacityMeter } from '../items/consumed-capacity.ts';
import { checkItemSize, prepareDelete, preparePut, UNCONDITIONAL } from '../items/prepare-write.ts';
import { itemKey } from '../items/row-key.ts';
import { isExceeded } from '../items/throttle.ts';
import { collectionMetrics, meterWrite } from '../items/write-answer.ts';
import { type ItemWrite, writeItems, type WrittenItem } from '../items/write-items.ts';
import { BATCH_WRITE_LIMIT_ITEMS } from '../limits.ts';
import { stateOf } from '../state-of.ts';
import type { TableRecord } from '../tables/table.ts';
import { tableNameOf, usableTable } from '../tables/table-name.ts';
import { validItem } from '../values/validate-value.ts';

/** The request behind a write, to be handed back when there is no room for it. */
interface Origin {
  readonly given: string;
  readonly request: WriteRequest;
}

type Prepare = (table: TableRecord) => ItemWrite;

/**
 * AWS promises no more than that each write is whole; here all of them are one commit, which is faster.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
export const batchWriteItem = operation('dynamodb', 'BatchWriteItem', async (input, context) => {
  const requests = Object.entries(input.RequestItems!).map(([given, each]) => ({
    given,
    name: tableNameOf(context, given),
    prepare: each.map(toPrepare),
  }));
  const count = requests.reduce((sum, { prepare }) => sum + prepare.length, 0);
  if (count > BATCH_WRITE_LIMIT_ITEMS)
    throw validationError('Too many items requested for the BatchWriteItem call');
  const writes: ItemWrite[] = [];
  const origins: Origin[] = [];
  for (const { given, name, prepare } of requests) {
    const table = await usableTable(context, name);
    writes.push(...prepare.map((each) => each(table)));
    origins.push(...input.RequestItems![given]!.map((request) => ({ given, request })));
  }
  assertDistinct(writes);
  const { written, unprocessed } = stateOf(context).throttle
    ? await writeWhatFits(context, writes, origins)
    : { written: await writeItems(context, writes), unprocessed: {} };
  const meter = new CapacityMeter(input.ReturnConsumedCapacity);
  const metrics: Record<string, ItemCollectionMetrics[]> = {};
  for (const [index, each] of written.entries()) {
    if (!each) continue;
    meterWrite(meter, each);
    const { table, key } = writes[index]!;
    const sizes = collectionMetrics(input.ReturnItemCollectionMetrics, table, key);
    if (sizes) (metrics[table.name] ??= []).push(sizes);
  }
  return {
    UnprocessedItems: unprocessed,
    ...meter.all(),
    ...(Object.keys(metrics).length > 0 && { ItemCollectionMetrics: metrics }),
  };
});

/**
 * Limited throughput is measured write by write.
 * @throws ProvisionedThroughputExceededException when there is room for none
 */
async function writeWhatFits(
  context: Context,
  writes: readonly ItemWrite[],
  origins: readonly Origin[],
): Promise<{
  written: (WrittenItem | undefined)[];
  unprocessed: Record<string, WriteRequest[]>;
}> {
  const written: (WrittenItem | undefined)[] = [];
  const unprocessed: Record<string, WriteRequest[]> = {};
  let refusal: Error | undefined;
  for (const [index, write] of writes.entries()) {
    try {
      written[index] = (await writeItems(context, [write]))[0];
    } catch (error) {
      if (!isExceeded(error)) throw error;
      refusal = error;
      const { given, request } = origins[index]!;
      if (!Object.hasOwn(unprocessed, given)) unprocessed[given] = [];
      unprocessed[given]!.push(request);
    }
  }
  if (refusal && !written.some(Boolean)) throw refusal;
  return { written, unprocessed };
}

function toPrepare({ PutRequest, DeleteRequest }: WriteRequest): Prepare {
  if ((PutRequest === undefined) === (DeleteRequest === undefined))
    throw validationError(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  if (PutRequest) {
    const item = validItem(PutRequest.Item!);
    checkItemSize(item);
    return (table) => preparePut(table, item, UNCONDITIONAL);
  }
  const key = validItem(DeleteRequest!.Key!);
  return (table) => prepareDelete(table, key, UNCONDITIONAL);
}

function assertDistinct(writes: readonly ItemWrite[]): void {
  const rows = writes.map(({ table, key }) =>
    Buffer.from(encodeKey(itemKey(table, key))).toString('latin1'),
  );
  if (new Set(rows).size < rows.length)
    throw validationError('Provided list of item keys contains duplicates');
}
