import { expect, it } from 'vitest';
import { invalid, startDynamodb } from '../fixture.ts';

it('reads items of several tables at one instant', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('aaa', ['id']);
  await fixture.createTable('bbb', ['id']);
  await dynamodb.putItem({ TableName: 'aaa', Item: { id: { S: '1' }, x: { S: 'y' } } });
  const Key = { id: { S: '1' } };
  const answer = await dynamodb.transactGetItems({
    TransactItems: [
      { Get: { TableName: 'aaa', Key, ProjectionExpression: 'x' } },
      { Get: { TableName: 'bbb', Key } },
    ],
    ReturnConsumedCapacity: 'TOTAL',
  });
  expect(answer.Responses).toEqual([{ Item: { x: { S: 'y' } } }, {}]);
  expect(answer.ConsumedCapacity).toEqual([
    { TableName: 'aaa', CapacityUnits: 2, ReadCapacityUnits: 2 },
    { TableName: 'bbb', CapacityUnits: 2, ReadCapacityUnits: 2 },
  ]);
});

it('never sees half of a transaction', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('aaa', ['id']);
  const set = (id: string, n: number): object => ({
    Put: { TableName: 'aaa', Item: { id: { S: id }, n: { N: String(n) } } },
  });
  const writing = (async () => {
    for (let n = 0; n < 40; n++)
      await dynamodb.transactWriteItems({ TransactItems: [set('x', n), set('y', n)] as never });
  })();
  for (let round = 0; round < 40; round++) {
    const { Responses } = await dynamodb.transactGetItems({
      TransactItems: ['x', 'y'].map((id) => ({
        Get: { TableName: 'aaa', Key: { id: { S: id } } },
      })),
    });
    expect(Responses![0]!.Item?.['n']).toEqual(Responses![1]!.Item?.['n']);
  }
  await writing;
});

it('refuses the same item twice, and keys that do not fit', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('aaa', ['id']);
  const get = { Get: { TableName: 'aaa', Key: { id: { S: '1' } } } };
  await expect(dynamodb.transactGetItems({ TransactItems: [get, get] })).rejects.toMatchObject(
    invalid('Transaction request cannot include multiple operations on one item'),
  );
  await expect(
    dynamodb.transactGetItems({
      TransactItems: [get, { Get: { TableName: 'aaa', Key: { x: { S: '1' } } } }],
    }),
  ).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [
      { Code: 'None' },
      { Code: 'ValidationError', Message: 'The provided key element does not match the schema' },
    ],
  });
});
