import type { Context } from '../context.ts';
import { serviceError } from '../define-service.ts';
import {
  formatSequenceNumber,
  type ItemStream,
  itemStreamRecords,
  itemStreams,
  parseItemStreamArn,
} from '../item-streams.ts';

/** @throws ResourceNotFoundException */
export async function existingStream(
  context: Pick<Context, 'store'>,
  arn: string,
): Promise<ItemStream> {
  const name = parseItemStreamArn(arn);
  const stream = name && (await context.store.get(itemStreams, [name.tableName, name.label]));
  if (!stream) throw streamNotFound(arn);
  return stream;
}

export function streamNotFound(arn: string): Error {
  return serviceError(
    'dynamodbstreams',
    'ResourceNotFoundException',
    `Requested resource not found: Stream: ${arn} not found`,
  );
}

/** A stream has one shard for its whole life, so that its records have one order. */
export function shardIdOf({ createdAtEpochMs, id }: ItemStream): string {
  return `shardId-${String(createdAtEpochMs).padStart(20, '0')}-${id.slice(0, 8)}`;
}

/** The number of the newest record that was ever written. */
export async function latestNumber(
  { store }: Pick<Context, 'store'>,
  stream: ItemStream,
): Promise<number> {
  const [last] = await store.scan(itemStreamRecords, {
    prefix: [stream.id],
    reverse: true,
    limit: 1,
  });
  return (last?.key[1] as number | undefined) ?? stream.trimmedTo;
}

export const FIRST_SEQUENCE_NUMBER = formatSequenceNumber(1);
