import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { S3 } from '@aws-sdk/client-s3';
import { DynamoDBStreams } from '@aws-sdk/client-dynamodb-streams';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createStack, type Stack } from '../../stack/create-stack.ts';
import { toKeySchema } from './fixture.ts';

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'brume-dynamodb-'));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

/** Runs `body` on a stack over the same state each time. */
async function withStack<T>(body: (dynamodb: DynamoDB, stack: Stack) => Promise<T>): Promise<T> {
  await using stack = await createStack({ stateDir });
  const dynamodb = stack.client(DynamoDB, { maxAttempts: 1 });
  try {
    return await body(dynamodb, stack);
  } finally {
    dynamodb.destroy();
  }
}

const table = {
  TableName: 'things',
  BillingMode: 'PAY_PER_REQUEST' as const,
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
  KeySchema: toKeySchema(['id']),
};

it('finishes an index that was being filled when Brume stopped', async () => {
  await withStack(async (dynamodb) => {
    await dynamodb.createTable(table);
    for (let batch = 0; batch < 20; batch++)
      await dynamodb.batchWriteItem({
        RequestItems: {
          things: Array.from({ length: 25 }, (_, n) => ({
            PutRequest: { Item: { id: { S: `${batch}-${n}` }, kind: { S: 'same' } } },
          })),
        },
      });
    await dynamodb.updateTable({
      TableName: 'things',
      AttributeDefinitions: [{ AttributeName: 'kind', AttributeType: 'S' }],
      GlobalSecondaryIndexUpdates: [
        {
          Create: {
            IndexName: 'by-kind',
            KeySchema: toKeySchema(['kind']),
            Projection: { ProjectionType: 'KEYS_ONLY' },
          },
        },
      ],
    });
  });
  await withStack(async (dynamodb) => {
    await expect
      .poll(async () => (await dynamodb.describeTable({ TableName: 'things' })).Table?.TableStatus)
      .toBe('ACTIVE');
    const { Count } = await dynamodb.query({
      TableName: 'things',
      IndexName: 'by-kind',
      Select: 'COUNT',
      KeyConditionExpression: 'kind = :k',
      ExpressionAttributeValues: { ':k': { S: 'same' } },
    });
    expect(Count).toBe(500);
  });
});

it('goes on with stream, tokens and items where it stopped', async () => {
  const transact = (dynamodb: DynamoDB): Promise<unknown> =>
    dynamodb.transactWriteItems({
      ClientRequestToken: 'once',
      TransactItems: [
        {
          Update: {
            TableName: 'things',
            Key: { id: { S: 'n' } },
            UpdateExpression: 'ADD n :one',
            ExpressionAttributeValues: { ':one': { N: '1' } },
          },
        },
      ],
    });
  await withStack(async (dynamodb) => {
    await dynamodb.createTable({
      ...table,
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
    });
    await transact(dynamodb);
  });
  await withStack(async (dynamodb, stack) => {
    await transact(dynamodb);
    await dynamodb.putItem({ TableName: 'things', Item: { id: { S: 'late' } } });
    const { Item } = await dynamodb.getItem({ TableName: 'things', Key: { id: { S: 'n' } } });
    expect(Item).toEqual({ id: { S: 'n' }, n: { N: '1' } });
    const streams = stack.client(DynamoDBStreams);
    const StreamArn = (await dynamodb.describeTable({ TableName: 'things' })).Table!
      .LatestStreamArn!;
    const { StreamDescription } = await streams.describeStream({ StreamArn });
    const ShardId = StreamDescription!.Shards![0]!.ShardId!;
    const { ShardIterator } = await streams.getShardIterator({
      StreamArn,
      ShardId,
      ShardIteratorType: 'TRIM_HORIZON',
    });
    const { Records } = await streams.getRecords({ ShardIterator: ShardIterator! });
    expect(Records!.map((each) => each.dynamodb!.Keys!['id']!.S)).toEqual(['n', 'late']);
    streams.destroy();
  });
});

it('forgets everything on reset, and works on', async () => {
  await withStack(async (dynamodb, stack) => {
    await dynamodb.createTable({
      ...table,
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
    });
    await dynamodb.putItem({ TableName: 'things', Item: { id: { S: '1' } } });
    await stack.reset();
    expect((await dynamodb.listTables({})).TableNames).toEqual([]);
    await dynamodb.createTable(table);
    await dynamodb.putItem({ TableName: 'things', Item: { id: { S: '2' } } });
    expect((await dynamodb.scan({ TableName: 'things' })).Items).toEqual([{ id: { S: '2' } }]);
  });
});

it('finishes the exports and imports that were under way when Brume stopped', async () => {
  const TableArn = 'arn:aws:dynamodb:us-east-1:123456789012:table/things';
  const count = 300;
  const [exported, imported] = await withStack(async (dynamodb, stack) => {
    const s3 = stack.client(S3);
    await s3.createBucket({ Bucket: 'files' });
    const lines = Array.from({ length: count }, (_, n) => `{"Item":{"id":{"S":"${n}"}}}\n`);
    await s3.putObject({ Bucket: 'files', Key: 'source/items.json', Body: lines.join('') });
    await dynamodb.createTable(table);
    await dynamodb.putItem({ TableName: 'things', Item: { id: { S: 'only' } } });
    await dynamodb.updateContinuousBackups({
      TableName: 'things',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
    const imports = await dynamodb.importTable({
      S3BucketSource: { S3Bucket: 'files', S3KeyPrefix: 'source/' },
      InputFormat: 'DYNAMODB_JSON',
      TableCreationParameters: { ...table, TableName: 'imported' },
    });
    const exports = await dynamodb.exportTableToPointInTime({ TableArn, S3Bucket: 'files' });
    return [
      exports.ExportDescription!.ExportArn!,
      imports.ImportTableDescription!.ImportArn!,
    ] as const;
  });
  await withStack(async (dynamodb) => {
    await expect
      .poll(() => dynamodb.describeImport({ ImportArn: imported }))
      .toMatchObject({
        ImportTableDescription: { ImportStatus: 'COMPLETED', ImportedItemCount: count },
      });
    await expect
      .poll(() => dynamodb.describeExport({ ExportArn: exported }))
      .toMatchObject({ ExportDescription: { ExportStatus: 'COMPLETED', ItemCount: 1 } });
    expect((await dynamodb.scan({ TableName: 'imported' })).Count).toBe(count);
  });
});
