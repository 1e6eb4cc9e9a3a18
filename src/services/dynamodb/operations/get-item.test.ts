import { expect, it } from 'vitest';
import { invalid, startDynamodb } from '../fixture.ts';

it('returns what was asked for, measured', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const Key = { id: { S: '1' } };
  await dynamodb.putItem({
    TableName: 'things',
    Item: { ...Key, a: { M: { b: { N: '1' }, c: { N: '2' } } }, x: { S: 'y'.repeat(5000) } },
  });
  const chosen = await dynamodb.getItem({
    TableName: 'things',
    Key,
    ProjectionExpression: 'a.b, nope',
    ReturnConsumedCapacity: 'INDEXES',
  });
  expect(chosen.Item).toEqual({ a: { M: { b: { N: '1' } } } });
  expect(chosen.ConsumedCapacity).toEqual({
    TableName: 'things',
    CapacityUnits: 1,
    Table: { CapacityUnits: 1 },
  });
  const consistent = await dynamodb.getItem({
    TableName: 'things',
    Key,
    AttributesToGet: ['id'],
    ConsistentRead: true,
    ReturnConsumedCapacity: 'TOTAL',
  });
  expect(consistent.Item).toEqual(Key);
  expect(consistent.ConsumedCapacity?.CapacityUnits).toBe(2);
  const none = await dynamodb.getItem({ TableName: 'things', Key: { id: { S: '2' } } });
  expect(none).not.toHaveProperty('Item');
});

it('takes the ARN of a table for its name', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const TableName = 'arn:aws:dynamodb:us-east-1:123456789012:table/things';
  await dynamodb.putItem({ TableName, Item: { id: { S: '1' } } });
  expect((await dynamodb.getItem({ TableName, Key: { id: { S: '1' } } })).Item).toEqual({
    id: { S: '1' },
  });
});

it('refuses keys that do not fit', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id', 'at']);
  const mismatch = invalid('The provided key element does not match the schema');
  for (const Key of [
    {},
    { id: { S: '1' } },
    { id: { S: '1' }, at: { N: '1' } },
    { id: { S: '1' }, at: { S: '1' }, x: { S: '1' } },
  ]) {
    await expect(dynamodb.getItem({ TableName: 'things', Key: Key })).rejects.toMatchObject(
      mismatch,
    );
  }
  await expect(
    dynamodb.getItem({ TableName: 'things', Key: { id: { S: '' }, at: { S: 'x' } } }),
  ).rejects.toMatchObject(
    invalid(
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id',
    ),
  );
  await expect(
    dynamodb.getItem({
      TableName: 'things',
      Key: { id: { S: '1' }, at: { S: 'x' } },
      AttributesToGet: ['a', 'a'],
    }),
  ).rejects.toMatchObject(
    invalid('One or more parameter values were invalid: Duplicate value in attribute name: a'),
  );
  await expect(
    dynamodb.getItem({ TableName: 'nowhere', Key: { id: { S: '1' } } }),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Requested resource not found',
  });
});
