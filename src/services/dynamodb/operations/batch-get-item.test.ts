import { expect, it } from 'vitest';
import { invalid, startDynamodb } from '../fixture.ts';

it('reads from several tables, each with its own projection', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('aaa', ['id']);
  await fixture.createTable('bbb', ['id']);
  for (const TableName of ['aaa', 'bbb'])
    for (const id of ['1', '2'])
      await dynamodb.putItem({ TableName, Item: { id: { S: id }, t: { S: TableName } } });
  const Keys = [{ id: { S: '1' } }, { id: { S: '2' } }, { id: { S: '3' } }];
  const answer = await dynamodb.batchGetItem({
    RequestItems: {
      aaa: { Keys, ProjectionExpression: 'id' },
      bbb: { Keys, ConsistentRead: true },
    },
    ReturnConsumedCapacity: 'TOTAL',
  });
  expect(answer.Responses).toEqual({
    aaa: [{ id: { S: '1' } }, { id: { S: '2' } }],
    bbb: [
      { id: { S: '1' }, t: { S: 'bbb' } },
      { id: { S: '2' }, t: { S: 'bbb' } },
    ],
  });
  expect(answer.UnprocessedKeys).toEqual({});
  expect(answer.ConsumedCapacity).toEqual([
    { TableName: 'aaa', CapacityUnits: 1.5 },
    { TableName: 'bbb', CapacityUnits: 3 },
  ]);
});

it('leaves keys unprocessed beyond 16 megabytes', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('big', ['id']);
  const Keys = Array.from({ length: 45 }, (_, n) => ({ id: { S: String(n) } }));
  await Promise.all(
    Keys.map((key) =>
      dynamodb.putItem({ TableName: 'big', Item: { ...key, x: { S: 'x'.repeat(390_000) } } }),
    ),
  );
  const answer = await dynamodb.batchGetItem({ RequestItems: { big: { Keys } } });
  expect(answer.Responses!['big']!.length + answer.UnprocessedKeys!['big']!.Keys!.length).toBe(45);
  expect(answer.UnprocessedKeys!['big']!.Keys!.length).toBeGreaterThan(0);
});

it('refuses repeated keys and too many', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('aaa', ['id']);
  await fixture.createTable('bbb', ['id']);
  const Keys = Array.from({ length: 60 }, (_, n) => ({ id: { S: String(n) } }));
  await expect(
    dynamodb.batchGetItem({ RequestItems: { aaa: { Keys }, bbb: { Keys } } }),
  ).rejects.toMatchObject(invalid('Too many items requested for the BatchGetItem call'));
  await expect(
    dynamodb.batchGetItem({ RequestItems: { aaa: { Keys: [Keys[0]!, Keys[0]!] } } }),
  ).rejects.toMatchObject(invalid('Provided list of item keys contains duplicates'));
  await expect(
    dynamodb.batchGetItem({ RequestItems: { nope: { Keys: [Keys[0]!] } } }),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await expect(
    dynamodb.batchGetItem({
      RequestItems: {
        aaa: { Keys: [Keys[0]!], AttributesToGet: ['id'] },
        bbb: { Keys: [Keys[0]!], ProjectionExpression: 'id' },
      },
    }),
  ).rejects.toMatchObject(
    invalid(
      'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}',
    ),
  );
});
