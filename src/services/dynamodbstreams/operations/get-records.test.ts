import { DynamoDB, type StreamViewType } from '@aws-sdk/client-dynamodb';
import { type _Record, DynamoDBStreams } from '@aws-sdk/client-dynamodb-streams';
import { expect, it } from 'vitest';
import { createStack, type Stack } from '../../../stack/create-stack.ts';

const DAY_MS = 24 * 60 * 60_000;

interface Fixture extends AsyncDisposable {
  stack: Stack;
  dynamodb: DynamoDB;
  streams: DynamoDBStreams;
  arn: string;
  read(from?: 'TRIM_HORIZON' | 'LATEST'): Promise<_Record[]>;
}

async function startStream(
  StreamViewType: StreamViewType = 'NEW_AND_OLD_IMAGES',
): Promise<Fixture> {
  const stack = await createStack({ startEpochMs: Date.UTC(2026, 0, 15, 12), frozenClock: true });
  const dynamodb = stack.client(DynamoDB, { maxAttempts: 1 });
  const streams = stack.client(DynamoDBStreams, { maxAttempts: 1 });
  const { TableDescription } = await dynamodb.createTable({
    TableName: 'things',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    StreamSpecification: { StreamEnabled: true, StreamViewType },
  });
  const arn = TableDescription!.LatestStreamArn!;
  return {
    stack,
    dynamodb,
    streams,
    arn,
    async read(from = 'TRIM_HORIZON') {
      const { StreamDescription } = await streams.describeStream({ StreamArn: arn });
      const { ShardIterator } = await streams.getShardIterator({
        StreamArn: arn,
        ShardId: StreamDescription!.Shards![0]!.ShardId!,
        ShardIteratorType: from,
      });
      return (await streams.getRecords({ ShardIterator: ShardIterator! })).Records!;
    },
    async [Symbol.asyncDispose]() {
      dynamodb.destroy();
      streams.destroy();
      await stack.stop();
    },
  };
}

const item = (v: string): Record<string, { S: string }> => ({ id: { S: '1' }, v: { S: v } });

it('tells every change, in order, with both images', async () => {
  await using fixture = await startStream();
  const { dynamodb } = fixture;
  await dynamodb.putItem({ TableName: 'things', Item: item('a') });
  await dynamodb.putItem({ TableName: 'things', Item: item('a') }); // no change, no record
  await dynamodb.putItem({ TableName: 'things', Item: item('b') });
  await dynamodb.deleteItem({ TableName: 'things', Key: { id: { S: '1' } } });
  await dynamodb.deleteItem({ TableName: 'things', Key: { id: { S: '1' } } });
  const records = await fixture.read();
  expect(records.map((each) => each.eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
  expect(records[1]).toMatchObject({
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    dynamodb: {
      ApproximateCreationDateTime: new Date(Date.UTC(2026, 0, 15, 12)),
      Keys: { id: { S: '1' } },
      OldImage: item('a'),
      NewImage: item('b'),
      StreamViewType: 'NEW_AND_OLD_IMAGES',
      SizeBytes: 3 + 5 + 5,
    },
  });
  const numbers = records.map((each) => each.dynamodb!.SequenceNumber!);
  expect(numbers).toEqual([...new Set(numbers)].sort());
  expect(records[2]).not.toHaveProperty('userIdentity');
});

it.each<[StreamViewType, boolean, boolean]>([
  ['KEYS_ONLY', false, false],
  ['NEW_IMAGE', true, false],
  ['OLD_IMAGE', false, true],
])('shows what %s promises', async (type, hasNew, hasOld) => {
  await using fixture = await startStream(type);
  await fixture.dynamodb.putItem({ TableName: 'things', Item: item('a') });
  await fixture.dynamodb.putItem({ TableName: 'things', Item: item('b') });
  const [, record] = await fixture.read();
  expect('NewImage' in record!.dynamodb!).toBe(hasNew);
  expect('OldImage' in record!.dynamodb!).toBe(hasOld);
});

it('goes on where it stopped, by iterator, by number and by limit', async () => {
  await using fixture = await startStream();
  const { dynamodb, streams, arn } = fixture;
  for (const v of ['a', 'b', 'c']) await dynamodb.putItem({ TableName: 'things', Item: item(v) });
  const { StreamDescription } = await streams.describeStream({ StreamArn: arn });
  const ShardId = StreamDescription!.Shards![0]!.ShardId!;
  const from = async (
    ShardIteratorType: 'AT_SEQUENCE_NUMBER' | 'AFTER_SEQUENCE_NUMBER' | 'LATEST',
    SequenceNumber?: string,
  ): Promise<string> =>
    (
      await streams.getShardIterator({
        StreamArn: arn,
        ShardId,
        ShardIteratorType,
        ...(SequenceNumber && { SequenceNumber }),
      })
    ).ShardIterator!;
  const all = await fixture.read();
  const second = all[1]!.dynamodb!.SequenceNumber!;
  const at = await streams.getRecords({
    ShardIterator: await from('AT_SEQUENCE_NUMBER', second),
    Limit: 1,
  });
  expect(at.Records!.map((each) => each.eventID)).toEqual([all[1]!.eventID]);
  const next = await streams.getRecords({ ShardIterator: at.NextShardIterator! });
  expect(next.Records!.map((each) => each.eventID)).toEqual([all[2]!.eventID]);
  const after = await streams.getRecords({
    ShardIterator: await from('AFTER_SEQUENCE_NUMBER', second),
  });
  expect(after.Records).toEqual(next.Records);
  const latest = await from('LATEST');
  await dynamodb.putItem({ TableName: 'things', Item: item('d') });
  const fresh = await streams.getRecords({ ShardIterator: latest });
  expect(fresh.Records!.map((each) => each.dynamodb!.NewImage)).toEqual([item('d')]);
});

it('forgets after a day, numbers going on', async () => {
  await using fixture = await startStream();
  const { dynamodb, stack } = fixture;
  await dynamodb.putItem({ TableName: 'things', Item: item('old') });
  const [old] = await fixture.read();
  await stack.clock.advance(DAY_MS + 1000);
  expect(await fixture.read()).toEqual([]);
  await stack.clock.advance(2 * 60 * 60_000); // removed for good
  await dynamodb.putItem({ TableName: 'things', Item: item('new') });
  const [fresh] = await fixture.read();
  expect(fresh!.dynamodb!.SequenceNumber! > old!.dynamodb!.SequenceNumber!).toBe(true);
});

it('ends with the table, and is readable for a day', async () => {
  await using fixture = await startStream();
  const { dynamodb, streams, stack, arn } = fixture;
  await dynamodb.putItem({ TableName: 'things', Item: item('a') });
  await dynamodb.deleteTable({ TableName: 'things' });
  expect(await fixture.read()).toHaveLength(1);
  const { StreamDescription } = await streams.describeStream({ StreamArn: arn });
  expect(StreamDescription).toMatchObject({
    StreamStatus: 'DISABLED',
    Shards: [{ SequenceNumberRange: { EndingSequenceNumber: expect.any(String) } }],
  });
  await stack.clock.advance(DAY_MS + 2 * 60 * 60_000);
  await expect(streams.describeStream({ StreamArn: arn })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

it('records every write of many writers once, and a transaction whole', async () => {
  await using fixture = await startStream();
  const { dynamodb } = fixture;
  await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      dynamodb.transactWriteItems({
        TransactItems: ['x', 'y'].map((id) => ({
          Update: {
            TableName: 'things',
            Key: { id: { S: id } },
            UpdateExpression: 'SET n = :n',
            ExpressionAttributeValues: { ':n': { N: String(n) } },
          },
        })),
      }),
    ),
  );
  const records = await fixture.read();
  expect(records).toHaveLength(60);
  const values = records.map((each) => each.dynamodb!.NewImage!['n']!.N);
  expect(values.filter((_, index) => index % 2 === 0)).toEqual(
    values.filter((_, index) => index % 2 === 1),
  );
});

it('refuses iterators that are foreign or old', async () => {
  await using fixture = await startStream();
  const { streams, stack, arn } = fixture;
  const { StreamDescription } = await streams.describeStream({ StreamArn: arn });
  const { ShardIterator } = await streams.getShardIterator({
    StreamArn: arn,
    ShardId: StreamDescription!.Shards![0]!.ShardId!,
    ShardIteratorType: 'LATEST',
  });
  await stack.clock.advance(16 * 60_000);
  await expect(streams.getRecords({ ShardIterator: ShardIterator! })).rejects.toMatchObject({
    name: 'ExpiredIteratorException',
  });
  await expect(streams.getRecords({ ShardIterator: 'rubbish' })).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'Invalid ShardIterator',
  });
});
