import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

it('runs each statement by itself and answers its error in its place', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const insert = { Statement: `INSERT INTO things VALUE {'id': '1', 'n': 5}` };
  const { Responses } = await dynamodb.batchExecuteStatement({
    Statements: [
      insert,
      insert,
      { Statement: `SELECT * FROM things WHERE id = '1'` },
      { Statement: `SELECT * FROM things WHERE n = 5` },
      {
        Statement: `UPDATE things SET n = 6 WHERE id = '1' AND n = 1`,
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
      {
        Statement: `UPDATE things SET n = 6 WHERE id = ? RETURNING ALL NEW *`,
        Parameters: [{ S: '1' }],
      },
      { Statement: `SELECT * FROM nowhere WHERE id = '1'` },
    ],
  });
  const item = { id: { S: '1' }, n: { N: '5' } };
  expect(Responses).toEqual([
    { TableName: 'things' },
    {
      TableName: 'things',
      Error: { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' },
    },
    { TableName: 'things', Item: item },
    {
      TableName: 'things',
      Error: {
        Code: 'ValidationError',
        Message:
          'Select statements within BatchExecuteStatement must specify the primary key in the where clause.',
      },
    },
    {
      TableName: 'things',
      Error: {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        Item: item,
      },
    },
    { TableName: 'things', Item: { id: { S: '1' }, n: { N: '6' } } },
    { Error: { Code: 'ResourceNotFound', Message: 'Requested resource not found' } },
  ]);
});
