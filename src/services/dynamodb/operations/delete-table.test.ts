import { expect, it } from 'vitest';
import { invalid, startDynamodb } from '../fixture.ts';

it('deletes a table with its items; another of the same name begins empty', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  await dynamodb.putItem({ TableName: 'things', Item: { id: { S: '1' } } });
  const { TableDescription } = await dynamodb.deleteTable({ TableName: 'things' });
  expect(TableDescription).toMatchObject({ TableName: 'things', TableStatus: 'DELETING' });
  await expect(dynamodb.describeTable({ TableName: 'things' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await fixture.createTable('things', ['id']);
  expect((await dynamodb.scan({ TableName: 'things' })).Items).toEqual([]);
});

it('refuses a protected table and an absent one', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id'], { DeletionProtectionEnabled: true });
  await expect(dynamodb.deleteTable({ TableName: 'things' })).rejects.toMatchObject(
    invalid(
      'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    ),
  );
  await expect(dynamodb.deleteTable({ TableName: 'nope' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Requested resource not found: Table: nope not found',
  });
});
