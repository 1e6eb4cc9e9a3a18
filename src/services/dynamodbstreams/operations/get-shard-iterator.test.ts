import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreams } from '@aws-sdk/client-dynamodb-streams';
import { expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

it('refuses what it does not know', async () => {
  await using stack = await createStack();
  const dynamodb = stack.client(DynamoDB);
  const streams = stack.client(DynamoDBStreams, { maxAttempts: 1 });
  const { TableDescription } = await dynamodb.createTable({
    TableName: 'aaa',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
  });
  const StreamArn = TableDescription!.LatestStreamArn!;
  const { StreamDescription } = await streams.describeStream({ StreamArn });
  const ShardId = StreamDescription!.Shards![0]!.ShardId!;
  await expect(
    streams.getShardIterator({ StreamArn: `${StreamArn}9`, ShardId, ShardIteratorType: 'LATEST' }),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `Requested resource not found: Stream: ${StreamArn}9 not found`,
  });
  await expect(
    streams.getShardIterator({
      StreamArn,
      ShardId: 'shardId-00000000000000000000-abcdef12',
      ShardIteratorType: 'LATEST',
    }),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await expect(
    streams.getShardIterator({ StreamArn, ShardId, ShardIteratorType: 'AT_SEQUENCE_NUMBER' }),
  ).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(
    streams.getShardIterator({
      StreamArn,
      ShardId,
      ShardIteratorType: 'AT_SEQUENCE_NUMBER',
      SequenceNumber: '999999999999999999999',
    }),
  ).rejects.toMatchObject({ name: 'ValidationException' });
});
