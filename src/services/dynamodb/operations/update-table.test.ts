import { expect, it } from 'vitest';
import { type DynamodbFixture, invalid, startDynamodb, toKeySchema } from '../fixture.ts';

const byOwner = {
  AttributeDefinitions: [{ AttributeName: 'owner', AttributeType: 'S' as const }],
  GlobalSecondaryIndexUpdates: [
    {
      Create: {
        IndexName: 'by-owner',
        KeySchema: toKeySchema(['owner']),
        Projection: { ProjectionType: 'ALL' as const },
      },
    },
  ],
};

async function untilActive({ dynamodb }: DynamodbFixture): Promise<void> {
  await expect
    .poll(async () => (await dynamodb.describeTable({ TableName: 'things' })).Table?.TableStatus)
    .toBe('ACTIVE');
}

it('builds a new index from the items there are, while others are written', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const put = (n: number): Promise<unknown> =>
    dynamodb.putItem({
      TableName: 'things',
      Item: { id: { S: String(n) }, owner: n % 10 === 0 ? { N: '1' } : { S: 'anna' } },
    });
  await Promise.all(Array.from({ length: 250 }, (_, n) => put(n)));
  // The key of an index has a type from now on.
  const late = Array.from({ length: 100 }, (_, n) => put(1000 + n).catch(() => {}));
  const { TableDescription } = await dynamodb.updateTable({ TableName: 'things', ...byOwner });
  expect(TableDescription).toMatchObject({
    TableStatus: 'UPDATING',
    GlobalSecondaryIndexes: [{ IndexStatus: 'CREATING', Backfilling: true }],
  });
  await Promise.all(late);
  await untilActive(fixture);
  const { Count } = await dynamodb.query({
    TableName: 'things',
    IndexName: 'by-owner',
    Select: 'COUNT',
    KeyConditionExpression: '#o = :o',
    ExpressionAttributeNames: { '#o': 'owner' },
    ExpressionAttributeValues: { ':o': { S: 'anna' } },
  });
  expect(Count).toBe(225 + 90);
  await dynamodb.updateTable({
    TableName: 'things',
    GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'by-owner' } }],
  });
  await untilActive(fixture);
  const { Table } = await dynamodb.describeTable({ TableName: 'things' });
  expect(Table?.GlobalSecondaryIndexes).toBeUndefined();
  expect(Table?.AttributeDefinitions).toEqual([{ AttributeName: 'id', AttributeType: 'S' }]);
});

it('leaves items out of a new index that have something else in its key', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const odd = [{ L: [] }, { N: '5' }, { S: '' }, { M: {} }, { NULL: true }];
  for (const [n, owner] of odd.entries())
    await dynamodb.putItem({
      TableName: 'things',
      Item: { id: { S: String(n) }, owner: owner as never },
    });
  await dynamodb.updateTable({ TableName: 'things', ...byOwner });
  await untilActive(fixture);
  for (const n of odd.keys())
    await dynamodb.updateItem({
      TableName: 'things',
      Key: { id: { S: String(n) } },
      UpdateExpression: 'SET touched = :yes',
      ExpressionAttributeValues: { ':yes': { BOOL: true } },
    });
  expect((await dynamodb.scan({ TableName: 'things', IndexName: 'by-owner' })).Count).toBe(0);
  await dynamodb.deleteItem({ TableName: 'things', Key: { id: { S: '0' } } });
  expect((await dynamodb.scan({ TableName: 'things' })).Count).toBe(4);
});

it('changes billing, class, protection and stream', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const update = (more: object): Promise<unknown> =>
    dynamodb.updateTable({ TableName: 'things', ...more });
  await update({
    BillingMode: 'PROVISIONED',
    ProvisionedThroughput: { ReadCapacityUnits: 2, WriteCapacityUnits: 3 },
  });
  await update({ TableClass: 'STANDARD_INFREQUENT_ACCESS', DeletionProtectionEnabled: true });
  await update({ StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } });
  const { Table } = await dynamodb.describeTable({ TableName: 'things' });
  expect(Table).toMatchObject({
    BillingModeSummary: { BillingMode: 'PROVISIONED' },
    ProvisionedThroughput: { ReadCapacityUnits: 2, WriteCapacityUnits: 3 },
    TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
    DeletionProtectionEnabled: true,
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
  });
  await update({ StreamSpecification: { StreamEnabled: false } });
  const after = (await dynamodb.describeTable({ TableName: 'things' })).Table!;
  expect(after.StreamSpecification).toBeUndefined();
  expect(after.LatestStreamArn).toBe(Table!.LatestStreamArn);
});

it('refuses in the words of AWS', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id'], {
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
  });
  const update = (more: object) => (): Promise<unknown> =>
    dynamodb.updateTable({ TableName: 'things', ...more });
  const cases: [() => Promise<unknown>, string][] = [
    [
      update({}),
      'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
    ],
    [
      update({ StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } }),
      'Table already has an enabled stream: TableName: things',
    ],
    [
      update({ GlobalSecondaryIndexUpdates: [{}] }),
      'One or more parameter values were invalid: One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
    ],
    [
      update({ ...byOwner, AttributeDefinitions: undefined }),
      'One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [owner], AttributeDefinitions: [id]',
    ],
  ];
  for (const [attempt, message] of cases)
    await expect(attempt()).rejects.toMatchObject(invalid(message));
  await expect(
    update({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'nope' } }] })(),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await expect(
    update({ ReplicaUpdates: [{ Create: { RegionName: 'eu-west-1' } }] })(),
  ).rejects.toMatchObject({ name: 'NotImplemented' });
});
