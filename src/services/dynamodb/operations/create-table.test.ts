import type { CreateTableInput } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { invalid, START_EPOCH_MS, startDynamodb, toKeySchema } from '../fixture.ts';

const ARN = 'arn:aws:dynamodb:us-east-1:123456789012:table/things';

it('creates a table with everything, CREATING at first and usable at once', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  const { TableDescription } = await dynamodb.createTable({
    TableName: 'things',
    AttributeDefinitions: ['id', 'at', 'alt'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    KeySchema: toKeySchema(['id', 'at']),
    ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 6 },
    LocalSecondaryIndexes: [
      {
        IndexName: 'local',
        KeySchema: toKeySchema(['id', 'alt']),
        Projection: { ProjectionType: 'ALL' },
      },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'global',
        KeySchema: toKeySchema(['alt']),
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['x'] },
        ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 2 },
      },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    SSESpecification: { Enabled: true, KMSMasterKeyId: 'alias/mine' },
    TableClass: 'STANDARD_INFREQUENT_ACCESS',
    DeletionProtectionEnabled: true,
    Tags: [{ Key: 'team', Value: 'a' }],
  });
  expect(TableDescription).toMatchObject({
    TableStatus: 'CREATING',
    TableName: 'things',
    TableArn: ARN,
  });
  const { Table } = await dynamodb.describeTable({ TableName: 'things' });
  expect(Table).toEqual({
    AttributeDefinitions: ['id', 'at', 'alt'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    TableName: 'things',
    KeySchema: toKeySchema(['id', 'at']),
    TableStatus: 'ACTIVE',
    CreationDateTime: new Date(START_EPOCH_MS),
    ProvisionedThroughput: {
      NumberOfDecreasesToday: 0,
      ReadCapacityUnits: 5,
      WriteCapacityUnits: 6,
    },
    TableSizeBytes: 0,
    ItemCount: 0,
    TableArn: ARN,
    TableId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    LocalSecondaryIndexes: [
      {
        IndexName: 'local',
        KeySchema: toKeySchema(['id', 'alt']),
        Projection: { ProjectionType: 'ALL' },
        IndexSizeBytes: 0,
        ItemCount: 0,
        IndexArn: `${ARN}/index/local`,
      },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'global',
        KeySchema: toKeySchema(['alt']),
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['x'] },
        IndexStatus: 'ACTIVE',
        ProvisionedThroughput: {
          NumberOfDecreasesToday: 0,
          ReadCapacityUnits: 1,
          WriteCapacityUnits: 2,
        },
        IndexSizeBytes: 0,
        ItemCount: 0,
        IndexArn: `${ARN}/index/global`,
        WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4000, Status: 'ACTIVE' },
      },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    LatestStreamLabel: '2026-01-15T12:00:00.000',
    LatestStreamArn: `${ARN}/stream/2026-01-15T12:00:00.000`,
    SSEDescription: {
      Status: 'ENABLED',
      SSEType: 'KMS',
      KMSMasterKeyArn: 'arn:aws:kms:us-east-1:123456789012:alias/mine',
    },
    TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
    DeletionProtectionEnabled: true,
    WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4000, Status: 'ACTIVE' },
  });
  expect((await dynamodb.listTagsOfResource({ ResourceArn: ARN })).Tags).toEqual([
    { Key: 'team', Value: 'a' },
  ]);
});

it('refuses in the words of AWS', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  const S = (...names: string[]): CreateTableInput['AttributeDefinitions'] =>
    names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }));
  const create = (more: Partial<CreateTableInput>) => (): Promise<unknown> =>
    dynamodb.createTable({
      TableName: 'things',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: S('id'),
      KeySchema: toKeySchema(['id']),
      ...more,
    });
  const index = (IndexName: string, ...keys: string[]) => ({
    IndexName,
    KeySchema: toKeySchema(keys),
    Projection: { ProjectionType: 'ALL' as const },
  });
  const cases: [() => Promise<unknown>, string][] = [
    [
      create({ TableName: 'ab' }),
      "1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
    ],
    [
      create({ BillingMode: 'PROVISIONED' }),
      'One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    ],
    [
      create({ ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } }),
      'One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    ],
    [
      create({ AttributeDefinitions: S('x') }),
      'One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [id], AttributeDefinitions: [x]',
    ],
    [
      create({ KeySchema: toKeySchema(['id', 'id']) }),
      'Invalid KeySchema: Some index key attribute have no definition',
    ],
    [
      create({ AttributeDefinitions: S('id', 'x'), KeySchema: toKeySchema(['id', 'id']) }),
      'Both the Hash Key and the Range Key element in the KeySchema have the same name',
    ],
    [
      create({ KeySchema: [{ AttributeName: 'id', KeyType: 'RANGE' }] }),
      'Invalid KeySchema: The first KeySchemaElement is not a HASH key type',
    ],
    [
      create({ AttributeDefinitions: S('id', 'x') }),
      'One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    ],
    [
      create({
        AttributeDefinitions: S('id', 'x'),
        LocalSecondaryIndexes: [index('one', 'id', 'x')],
      }),
      'One or more parameter values were invalid: Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex',
    ],
    [
      create({
        AttributeDefinitions: S('id', 'x'),
        GlobalSecondaryIndexes: [index('one', 'x'), index('one', 'x')],
      }),
      'One or more parameter values were invalid: Duplicate index name: one',
    ],
    [
      create({
        AttributeDefinitions: S('id', 'x', 'y'),
        GlobalSecondaryIndexes: [index('one', 'x')],
      }),
      'One or more parameter values were invalid: Some AttributeDefinitions are not used. AttributeDefinitions: [id, x, y], keys used: [id, x]',
    ],
    [
      create({ GlobalSecondaryIndexes: [] }),
      'One or more parameter values were invalid: List of GlobalSecondaryIndexes is empty',
    ],
    [
      create({ KeySchema: [{ AttributeName: 'id', KeyType: 'INVALID' as 'HASH' }] }),
      "1 validation error detected: Value 'INVALID' at 'keySchema.1.member.keyType' failed to satisfy constraint: Member must satisfy enum value set: [HASH, RANGE]",
    ],
    [
      create({ StreamSpecification: { StreamEnabled: true } }),
      'One or more parameter values were invalid: StreamEnabled is true but StreamViewType is not specified',
    ],
  ];
  for (const [attempt, message] of cases)
    await expect(attempt()).rejects.toMatchObject(invalid(message));
  await create({})();
  await expect(create({})()).rejects.toMatchObject({
    name: 'ResourceInUseException',
    message: 'Table already exists: things',
  });
});
