import { expect, it } from 'vitest';
import { invalid, startDynamodb } from '../fixture.ts';

it('deletes, under a condition, and returns what was there', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const Item = { id: { S: '1' }, v: { N: '1' } };
  const Key = { id: { S: '1' } };
  await dynamodb.putItem({ TableName: 'things', Item });
  await expect(
    dynamodb.deleteItem({
      TableName: 'things',
      Key,
      ConditionExpression: 'v > :v',
      ExpressionAttributeValues: { ':v': { N: '1' } },
    }),
  ).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  const deleted = await dynamodb.deleteItem({ TableName: 'things', Key, ReturnValues: 'ALL_OLD' });
  expect(deleted.Attributes).toEqual(Item);
  expect((await dynamodb.getItem({ TableName: 'things', Key })).Item).toBeUndefined();
  const again = await dynamodb.deleteItem({
    TableName: 'things',
    Key,
    ReturnValues: 'ALL_OLD',
    ReturnConsumedCapacity: 'TOTAL',
  });
  expect(again.Attributes).toBeUndefined();
  expect(again.ConsumedCapacity?.CapacityUnits).toBe(1);
});

it('refuses what does not fit', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  await expect(
    dynamodb.deleteItem({ TableName: 'things', Key: { x: { S: '1' } } }),
  ).rejects.toMatchObject(invalid('The provided key element does not match the schema'));
  await expect(
    dynamodb.deleteItem({
      TableName: 'things',
      Key: { id: { S: '1' } },
      ReturnValues: 'UPDATED_NEW',
    }),
  ).rejects.toMatchObject(invalid('ReturnValues can only be ALL_OLD or NONE'));
});
