/** The libraries that people put on top of DynamoDB, unmodified, each by what its own guide begins with. */
import { DynamoDBClient, DynamoDB } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { makeIdempotent, IdempotencyConfig } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { Dynamo } from 'dynamodb-onetable/Dynamo';
import { Table as OneTable } from 'dynamodb-onetable';
import {
  DeleteItemCommand,
  Entity as ToolboxEntity,
  GetItemCommand,
  item,
  number,
  PutItemCommand,
  QueryCommand,
  string,
  Table as ToolboxTable,
  UpdateItemCommand,
  $add,
} from 'dynamodb-toolbox';
import { Entity as ElectroEntity } from 'electrodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toKeySchema } from '../../src/services/dynamodb/fixture.ts';
import { createStack, type Stack } from '../../src/stack/create-stack.ts';

let stack: Stack;
let client: DynamoDBClient;
beforeAll(async () => {
  stack = await createStack();
  client = stack.client(DynamoDBClient);
});
afterAll(async () => {
  client.destroy();
  await stack.stop();
});

async function createTable(TableName: string, keys: string[], index?: string[]): Promise<void> {
  const names = [...keys, ...(index ?? [])];
  await stack.client(DynamoDB).createTable({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: toKeySchema(keys),
    ...(index && {
      GlobalSecondaryIndexes: [
        {
          IndexName: 'gs1',
          KeySchema: toKeySchema(index),
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  });
}

it('serves the document client', async () => {
  await createTable('Documents', ['pk', 'sk']);
  const documents = DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
  });
  const TableName = 'Documents';
  const whole = {
    pk: 'a',
    sk: '0',
    list: [1, 'two', null, { deep: true }],
    set: new Set(['x', 'y']),
    bytes: Uint8Array.of(0, 255),
    empty: '',
    large: 12345678901234567890n,
  };
  await documents.send(new PutCommand({ TableName, Item: { ...whole, left: undefined } }));
  const got = await documents.send(new GetCommand({ TableName, Key: { pk: 'a', sk: '0' } }));
  expect(got.Item).toEqual(whole);
  const PutRequest = (sk: string): object => ({ PutRequest: { Item: { pk: 'a', sk } } });
  await documents.send(
    new BatchWriteCommand({ RequestItems: { [TableName]: ['1', '2', '3'].map(PutRequest) } }),
  );
  const counted = await documents.send(
    new UpdateCommand({
      TableName,
      Key: { pk: 'a', sk: '1' },
      UpdateExpression: 'ADD #n :one',
      ExpressionAttributeNames: { '#n': 'count' },
      ExpressionAttributeValues: { ':one': 1 },
      ReturnValues: 'ALL_NEW',
    }),
  );
  expect(counted.Attributes).toEqual({ pk: 'a', sk: '1', count: 1 });
  const pages = paginateQuery(
    { client: documents, pageSize: 2 },
    {
      TableName,
      KeyConditionExpression: 'pk = :a',
      ExpressionAttributeValues: { ':a': 'a' },
    },
  );
  const counts: (number | undefined)[] = [];
  for await (const page of pages) counts.push(page.Count);
  expect(counts).toEqual([2, 2, 0]);
  const Put = {
    TableName,
    Item: { pk: 'a', sk: '1' },
    ConditionExpression: 'attribute_not_exists(pk)',
  };
  await expect(
    documents.send(new TransactWriteCommand({ TransactItems: [{ Put }] })),
  ).rejects.toMatchObject({ CancellationReasons: [{ Code: 'ConditionalCheckFailed' }] });
});

it('serves ElectroDB', async () => {
  await createTable('Electro', ['pk', 'sk'], ['gs1pk', 'gs1sk']);
  const tasks = new ElectroEntity(
    {
      model: { entity: 'task', version: '1', service: 'app' },
      attributes: {
        team: { type: 'string', required: true },
        id: { type: 'string', required: true },
        owner: { type: 'string', required: true },
        points: { type: 'number', default: 0 },
        tags: { type: 'set', items: 'string' },
      },
      indexes: {
        byTeam: {
          pk: { field: 'pk', composite: ['team'] },
          sk: { field: 'sk', composite: ['id'] },
        },
        byOwner: {
          index: 'gs1',
          pk: { field: 'gs1pk', composite: ['owner'] },
          sk: { field: 'gs1sk', composite: ['id'] },
        },
      },
    } as const,
    { client, table: 'Electro' },
  );
  await tasks.put([1, 2, 3].map((n) => ({ team: 'red', id: `t${n}`, owner: 'ann' }))).go();
  await tasks.create({ team: 'blue', id: 't9', owner: 'ann', tags: ['a', 'b'] }).go();
  await expect(tasks.create({ team: 'blue', id: 't9', owner: 'bob' }).go()).rejects.toThrow(
    'The conditional request failed',
  );
  await tasks.patch({ team: 'red', id: 't2' }).add({ points: 5 }).go();
  const { data: owned } = await tasks.query
    .byOwner({ owner: 'ann' })
    .where(({ points }, { gt }) => gt(points, 1))
    .go({ pages: 'all' });
  expect(owned).toEqual([{ team: 'red', id: 't2', owner: 'ann', points: 5 }]);
  const first = await tasks.query.byTeam({ team: 'red' }).go({ limit: 2 });
  const next = await tasks.query.byTeam({ team: 'red' }).go({ cursor: first.cursor });
  expect([first.data.length, next.data.length]).toEqual([2, 1]);
  const { data: gone } = await tasks.remove({ team: 'blue', id: 't9' }).go({ response: 'all_old' });
  expect(gone).toMatchObject({ tags: ['a', 'b'] });
});

it('serves OneTable', async () => {
  await createTable('One', ['pk', 'sk'], ['gs1pk', 'gs1sk']);
  const table = new OneTable({
    client: new Dynamo({ client }),
    name: 'One',
    partial: true,
    schema: {
      format: 'onetable:1.1.0',
      version: '0.0.1',
      indexes: {
        primary: { hash: 'pk', sort: 'sk' },
        gs1: { hash: 'gs1pk', sort: 'gs1sk', follow: true },
      },
      models: {
        User: {
          pk: { type: String, value: 'account:${account}' },
          sk: { type: String, value: 'user:${email}' },
          gs1pk: { type: String, value: 'user:${email}' },
          gs1sk: { type: String, value: 'user:' },
          account: { type: String, required: true },
          email: { type: String, required: true, unique: true },
          logins: { type: Number, default: 0 },
          joined: { type: Date },
        },
      },
      params: { isoDates: true },
    } as const,
  });
  const User = table.getModel('User');
  const joined = new Date('2026-01-02T03:04:05Z');
  await User.create({ account: 'acme', email: 'ann@example.com', joined });
  await User.create({ account: 'acme', email: 'bob@example.com' });
  await expect(User.create({ account: 'other', email: 'ann@example.com' })).rejects.toThrow(
    /unique/i,
  );
  await User.update({ account: 'acme', email: 'ann@example.com' }, { add: { logins: 1 } });
  expect(
    await User.get({ email: 'ann@example.com' }, { index: 'gs1', follow: true }),
  ).toMatchObject({ logins: 1, joined });
  expect(await User.find({ account: 'acme' })).toHaveLength(2);
  await User.remove({ account: 'acme', email: 'bob@example.com' });
  expect(await User.scan()).toHaveLength(1);
});

it('serves DynamoDB-Toolbox', async () => {
  await createTable('Toolbox', ['pk', 'sk']);
  const table = new ToolboxTable({
    name: 'Toolbox',
    partitionKey: { name: 'pk', type: 'string' },
    sortKey: { name: 'sk', type: 'string' },
    documentClient: DynamoDBDocumentClient.from(client),
  });
  const pets = new ToolboxEntity({
    name: 'pet',
    table,
    schema: item({
      pk: string().key(),
      sk: string().key(),
      level: number().optional(),
    }),
  });
  for (const sk of ['a', 'b'])
    await pets.build(PutItemCommand).item({ pk: 'ash', sk, level: 1 }).send();
  await pets
    .build(UpdateItemCommand)
    .item({ pk: 'ash', sk: 'a', level: $add(4) })
    .send();
  const got = await pets.build(GetItemCommand).key({ pk: 'ash', sk: 'a' }).send();
  expect(got.Item).toMatchObject({ level: 5 });
  const { Items } = await table
    .build(QueryCommand)
    .query({ partition: 'ash' })
    .entities(pets)
    .options({ filters: { pet: { attr: 'level', gte: 2 } } })
    .send();
  expect(Items).toHaveLength(1);
  const kept = pets
    .build(DeleteItemCommand)
    .key({ pk: 'ash', sk: 'b' })
    .options({ condition: { attr: 'level', gt: 9 } });
  await expect(kept.send()).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
});

it('serves the idempotency of Powertools', async () => {
  await createTable('Once', ['id']);
  const persistenceStore = new DynamoDBPersistenceLayer({
    tableName: 'Once',
    awsSdkV3Client: client,
  });
  const paid: string[] = [];
  const pay = makeIdempotent(
    async (order: { id: string; amount: number }) => {
      paid.push(order.id);
      return { amount: order.amount };
    },
    {
      persistenceStore,
      config: new IdempotencyConfig({ eventKeyJmesPath: 'id' }),
    },
  );
  expect(await pay({ id: 'a', amount: 5 })).toEqual({ amount: 5 });
  expect(await pay({ id: 'a', amount: 5 })).toEqual({ amount: 5 });
  await pay({ id: 'b', amount: 6 });
  expect(paid).toEqual(['a', 'b']);
});
