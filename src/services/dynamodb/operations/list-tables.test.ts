import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

it('lists names in order, by page, of this region only', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb, stack } = fixture;
  for (const name of ['ccc', 'aaa', 'bbb']) await fixture.createTable(name, ['id']);
  expect(await dynamodb.listTables({ Limit: 2 })).toMatchObject({
    TableNames: ['aaa', 'bbb'],
    LastEvaluatedTableName: 'bbb',
  });
  const rest = await dynamodb.listTables({ ExclusiveStartTableName: 'bbb' });
  expect(rest.TableNames).toEqual(['ccc']);
  expect(rest.LastEvaluatedTableName).toBeUndefined();
  const other = stack.client(DynamoDB, { region: 'eu-central-1' });
  expect((await other.listTables({})).TableNames).toEqual([]);
});
