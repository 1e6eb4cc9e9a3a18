import { DynamoDBStreams } from '@aws-sdk/client-dynamodb-streams';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

it('shows a stream with its one shard', async () => {
  await using stack = await createStack({ startEpochMs: 0, frozenClock: true });
  const dynamodb = stack.client(DynamoDB);
  const streams = stack.client(DynamoDBStreams);
  const { TableDescription } = await dynamodb.createTable({
    TableName: 'aaa',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'n', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'id', KeyType: 'HASH' },
      { AttributeName: 'n', KeyType: 'RANGE' },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
  });
  const StreamArn = TableDescription!.LatestStreamArn!;
  const { StreamDescription } = await streams.describeStream({ StreamArn });
  expect(StreamDescription).toEqual({
    StreamArn,
    StreamLabel: '1970-01-01T00:00:00.000',
    StreamStatus: 'ENABLED',
    StreamViewType: 'KEYS_ONLY',
    CreationRequestDateTime: new Date(0),
    TableName: 'aaa',
    KeySchema: [
      { AttributeName: 'id', KeyType: 'HASH' },
      { AttributeName: 'n', KeyType: 'RANGE' },
    ],
    Shards: [
      {
        ShardId: expect.stringMatching(/^shardId-\d{20}-\w{8}$/),
        SequenceNumberRange: { StartingSequenceNumber: '100000000000000000001' },
      },
    ],
  });
});
