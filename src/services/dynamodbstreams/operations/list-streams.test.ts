import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreams } from '@aws-sdk/client-dynamodb-streams';
import { expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

it('lists streams by page and by table, old ones too', async () => {
  await using stack = await createStack({ startEpochMs: 0, frozenClock: true });
  const dynamodb = stack.client(DynamoDB);
  const streams = stack.client(DynamoDBStreams, { maxAttempts: 1 });
  for (const TableName of ['aaa', 'bbb'])
    await dynamodb.createTable({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
    });
  await dynamodb.updateTable({ TableName: 'bbb', StreamSpecification: { StreamEnabled: false } });
  await dynamodb.updateTable({
    TableName: 'bbb',
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  });
  const all = await streams.listStreams({});
  expect(all.Streams).toEqual([
    {
      TableName: 'aaa',
      StreamLabel: '1970-01-01T00:00:00.000',
      StreamArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/aaa/stream/1970-01-01T00:00:00.000',
    },
    { TableName: 'bbb', StreamLabel: '1970-01-01T00:00:00.000', StreamArn: expect.any(String) },
    { TableName: 'bbb', StreamLabel: '1970-01-01T00:00:00.001', StreamArn: expect.any(String) },
  ]);
  expect((await streams.listStreams({ TableName: 'bbb' })).Streams).toHaveLength(2);
  const page = await streams.listStreams({ Limit: 2 });
  const rest = await streams.listStreams({ ExclusiveStartStreamArn: page.LastEvaluatedStreamArn! });
  expect([...page.Streams!, ...rest.Streams!]).toEqual(all.Streams);
  await expect(
    streams.listStreams({
      ExclusiveStartStreamArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/x',
    }),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
