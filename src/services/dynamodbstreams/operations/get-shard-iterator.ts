import type { GetShardIteratorInput } from '@aws-sdk/client-dynamodb-streams';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Context } from '../../context.ts';
import { operation, serviceError } from '../../define-service.ts';
import { type ItemStream, itemStreamArn, parseSequenceNumber } from '../../item-streams.ts';
import { encodeIterator } from '../shard-iterator.ts';
import { existingStream, latestNumber, shardIdOf } from '../stream.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
export const getShardIterator = operation(
  'dynamodbstreams',
  'GetShardIterator',
  async (input, context) => {
    const stream = await existingStream(context, input.StreamArn!);
    if (input.ShardId !== shardIdOf(stream))
      throw serviceError(
        'dynamodbstreams',
        'ResourceNotFoundException',
        `Requested resource not found: Shard: ${input.ShardId} in Stream: ${input.StreamArn} not found`,
      );
    const after = await position(input, stream, context);
    const madeAtEpochMs = context.clock.now();
    return {
      ShardIterator: encodeIterator({
        stream: itemStreamArn(context, stream),
        after,
        madeAtEpochMs,
      }),
    };
  },
);

async function position(
  { ShardIteratorType: type, SequenceNumber: text }: GetShardIteratorInput,
  stream: ItemStream,
  context: Context,
): Promise<number> {
  if (type === 'LATEST') return latestNumber(context, stream);
  if (type === 'TRIM_HORIZON') return 0;
  const number = text === undefined ? undefined : parseSequenceNumber(text);
  if (number === undefined)
    throw new AwsError(
      'ValidationException',
      text === undefined
        ? 'The SequenceNumber parameter is required for this ShardIteratorType'
        : `Invalid SequenceNumber: ${text}`,
      { status: 400 },
    );
  if (type === 'AT_SEQUENCE_NUMBER' && number <= stream.trimmedTo)
    throw serviceError(
      'dynamodbstreams',
      'TrimmedDataAccessException',
      'The operation attempted to read past the oldest stream record in a shard.',
    );
  return type === 'AT_SEQUENCE_NUMBER' ? number - 1 : number;
}
