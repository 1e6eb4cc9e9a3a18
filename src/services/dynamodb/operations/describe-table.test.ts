import { expect, it } from 'vitest';
import { startDynamodb, toKeySchema } from '../fixture.ts';

it('counts items and their sizes', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id'], {
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-x',
        KeySchema: toKeySchema(['x']),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  });
  await dynamodb.putItem({
    TableName: 'things',
    Item: { id: { S: '1' }, x: { S: 'a' }, more: { S: 'b' } },
  });
  await dynamodb.putItem({ TableName: 'things', Item: { id: { S: '2' } } });
  const { Table } = await dynamodb.describeTable({ TableName: 'things' });
  expect(Table).toMatchObject({
    ItemCount: 2,
    TableSizeBytes: 13,
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    GlobalSecondaryIndexes: [{ ItemCount: 1, IndexSizeBytes: 5 }],
  });
});

it('does not find what is not there', async () => {
  await using fixture = await startDynamodb();
  await expect(fixture.dynamodb.describeTable({ TableName: 'nope' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Requested resource not found: Table: nope not found',
  });
});

it('counts a large table after the answer, and tells the next time', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  for (let batch = 0; batch < 24; batch++)
    await dynamodb.batchWriteItem({
      RequestItems: {
        things: Array.from({ length: 25 }, (_, n) => ({
          PutRequest: { Item: { id: { S: `${batch}-${n}` } } },
        })),
      },
    });
  await expect
    .poll(async () => (await dynamodb.describeTable({ TableName: 'things' })).Table?.ItemCount)
    .toBe(600);
});
