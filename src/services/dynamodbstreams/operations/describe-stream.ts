import { operation } from '../../define-service.ts';
import { formatSequenceNumber, itemStreamArn } from '../../item-streams.ts';
import { existingStream, FIRST_SEQUENCE_NUMBER, latestNumber, shardIdOf } from '../stream.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html */
export const describeStream = operation(
  'dynamodbstreams',
  'DescribeStream',
  async (input, context) => {
    const stream = await existingStream(context, input.StreamArn!);
    const shardId = shardIdOf(stream);
    const isClosed = stream.closedAtEpochMs !== undefined;
    const ending = isClosed && formatSequenceNumber(await latestNumber(context, stream));
    const isPast = input.ExclusiveStartShardId !== undefined || input.ShardFilter !== undefined;
    const shard = {
      ShardId: shardId,
      SequenceNumberRange: {
        StartingSequenceNumber: FIRST_SEQUENCE_NUMBER,
        ...(ending && { EndingSequenceNumber: ending }),
      },
    };
    return {
      StreamDescription: {
        StreamArn: itemStreamArn(context, stream),
        StreamLabel: stream.label,
        StreamStatus: isClosed ? ('DISABLED' as const) : ('ENABLED' as const),
        StreamViewType: stream.viewType,
        CreationRequestDateTime: new Date(stream.createdAtEpochMs),
        TableName: stream.tableName,
        KeySchema: stream.keys.map(({ name, keyType }) => ({
          AttributeName: name,
          KeyType: keyType,
        })),
        // The only shard has no children, and none comes after it.
        Shards: isPast ? [] : [shard],
      },
    };
  },
);
