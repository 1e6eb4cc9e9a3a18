import type { DynamoDB, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { invalid, startDynamodb } from '../fixture.ts';

const put = (id: string, more: object = {}): TransactWriteItem => ({
  Put: { TableName: 'things', Item: { id: { S: id } }, ...more },
});

async function count(dynamodb: DynamoDB): Promise<number | undefined> {
  return (await dynamodb.scan({ TableName: 'things' })).Count;
}

it('does all four kinds of action at once', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  for (const id of ['gone', 'checked'])
    await dynamodb.putItem({ TableName: 'things', Item: { id: { S: id } } });
  const answer = await dynamodb.transactWriteItems({
    TransactItems: [
      put('new'),
      { Delete: { TableName: 'things', Key: { id: { S: 'gone' } } } },
      {
        Update: {
          TableName: 'things',
          Key: { id: { S: 'made' } },
          UpdateExpression: 'SET n = :n',
          ExpressionAttributeValues: { ':n': { N: '1' } },
        },
      },
      {
        ConditionCheck: {
          TableName: 'things',
          Key: { id: { S: 'checked' } },
          ConditionExpression: 'attribute_exists(id)',
        },
      },
    ],
    ReturnConsumedCapacity: 'TOTAL',
  });
  expect(answer.ConsumedCapacity).toEqual([
    { TableName: 'things', CapacityUnits: 8, WriteCapacityUnits: 8 },
  ]);
  const { Items } = await dynamodb.scan({ TableName: 'things' });
  expect(Items!.map((each) => each['id']!.S).sort()).toEqual(['checked', 'made', 'new']);
});

it('does nothing when one condition fails, and says which', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  await dynamodb.putItem({ TableName: 'things', Item: { id: { S: '1' } } });
  const unless = {
    ConditionExpression: 'attribute_not_exists(id)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
  await expect(
    dynamodb.transactWriteItems({ TransactItems: [put('2', unless), put('1', unless), put('3')] }),
  ).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    message:
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, None]',
    CancellationReasons: [
      { Code: 'None' },
      {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        Item: { id: { S: '1' } },
      },
      { Code: 'None' },
    ],
  });
  expect(await count(dynamodb)).toBe(1);
});

it('tells faults of the request from reasons of an action', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const write =
    (...TransactItems: TransactWriteItem[]) =>
    (): Promise<unknown> =>
      dynamodb.transactWriteItems({ TransactItems });
  await expect(
    write({ Put: { TableName: 'things', Item: { id: { N: '5' } } } })(),
  ).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [
      {
        Code: 'ValidationError',
        Message:
          'One or more parameter values were invalid: Type mismatch for key id expected: S actual: N',
      },
    ],
  });
  await expect(
    write({ Delete: { TableName: 'things', Key: { id: { N: '5' } } } })(),
  ).rejects.toMatchObject({
    CancellationReasons: [
      { Code: 'ValidationError', Message: 'The provided key element does not match the schema' },
    ],
  });
  const missing = {
    Update: { TableName: 'things', Key: { id: { S: '1' } }, UpdateExpression: 'SET a = b' },
  };
  await expect(write(missing)()).rejects.toMatchObject({
    CancellationReasons: [
      {
        Code: 'ValidationError',
        Message: 'The provided expression refers to an attribute that does not exist in the item',
      },
    ],
  });
  const cases: [() => Promise<unknown>, string][] = [
    [
      write(put('1'), put('1')),
      'Transaction request cannot include multiple operations on one item',
    ],
    [
      write({ Put: { TableName: 'things', Item: { id: { S: '' } } } }),
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id',
    ],
    [
      write({ ...put('1'), Delete: { TableName: 'things', Key: { id: { S: '1' } } } }),
      'TransactItems can only contain one of Check, Put, Update or Delete',
    ],
    [
      write(),
      "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
  ];
  for (const [attempt, message] of cases)
    await expect(attempt()).rejects.toMatchObject(invalid(message));
  await expect(
    write({ Put: { TableName: 'nowhere', Item: { id: { S: '1' } } } })(),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

it('is done once for each token, within ten minutes', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb, stack } = fixture;
  await fixture.createTable('things', ['id']);
  const add = (n: string): Promise<unknown> =>
    dynamodb.transactWriteItems({
      ClientRequestToken: 'token-1',
      TransactItems: [
        {
          Update: {
            TableName: 'things',
            Key: { id: { S: '1' } },
            UpdateExpression: 'ADD n :n',
            ExpressionAttributeValues: { ':n': { N: n } },
          },
        },
      ],
    });
  const value = async (): Promise<string | undefined> =>
    (await dynamodb.getItem({ TableName: 'things', Key: { id: { S: '1' } } })).Item?.['n']?.N;
  await add('5');
  await Promise.all([add('5'), add('5')]);
  expect(await value()).toBe('5');
  await expect(add('6')).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
  await stack.clock.advance(11 * 60_000);
  await add('6');
  expect(await value()).toBe('11');
});
