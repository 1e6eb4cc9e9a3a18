import type { GlobalSecondaryIndex, LocalSecondaryIndex } from '@aws-sdk/client-dynamodb';
import type { Context } from '../../context.ts';
import type { IndexRecord } from './table.ts';
import { checkThroughput } from './throughput.ts';

/** A checked index as it is stored. */
export function toIndex(
  index: LocalSecondaryIndex | GlobalSecondaryIndex,
  context: Pick<Context, 'ids'>,
): IndexRecord {
  const attributes = index.Projection?.NonKeyAttributes;
  return {
    name: index.IndexName!,
    rowsId: context.ids.hex(10),
    status: 'ACTIVE',
    keys: index.KeySchema!.map((each) => each.AttributeName!),
    projection: { type: index.Projection!.ProjectionType!, ...(attributes && { attributes }) },
  };
}

/** @throws ValidationException */
export function throughputOf(
  mode: 'PROVISIONED' | 'PAY_PER_REQUEST',
  index: GlobalSecondaryIndex,
): Pick<IndexRecord, 'throughput'> {
  const throughput = checkThroughput(mode, index.ProvisionedThroughput, index.IndexName);
  return throughput ? { throughput } : {};
}
