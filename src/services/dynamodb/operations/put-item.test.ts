import { expect, it } from 'vitest';
import { invalid, startDynamodb } from '../fixture.ts';

it('keeps every kind of value exactly', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const Item = {
    id: { S: 'ä€😀' },
    number: { N: '12345678901234567890123456789012345678' },
    small: { N: '-0.00000000000000000000000000000000000001' },
    bytes: { B: new Uint8Array([0, 255, 1]) },
    empty: { S: '' },
    none: { B: new Uint8Array([]) },
    yes: { BOOL: true },
    nil: { NULL: true },
    strings: { SS: ['a', ''] },
    numbers: { NS: ['1', '2.5'] },
    blobs: { BS: [new Uint8Array([1]), new Uint8Array([2])] },
    list: { L: [{ S: 'x' }, { B: new Uint8Array([3]) }, { L: [] }] },
    map: { M: { B: { S: 'an attribute called B' }, BS: { L: [{ S: 'x' }] }, M: { M: {} } } },
  };
  await dynamodb.putItem({ TableName: 'things', Item });
  const answer = await dynamodb.getItem({ TableName: 'things', Key: { id: Item.id } });
  expect(answer.Item).toEqual(Item);
});

it('brings numbers into one form', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id'], { types: { id: 'N' } });
  await dynamodb.putItem({ TableName: 'things', Item: { id: { N: '1e2' }, n: { N: '007.50' } } });
  const answer = await dynamodb.getItem({ TableName: 'things', Key: { id: { N: '100.0' } } });
  expect(answer.Item).toEqual({ id: { N: '100' }, n: { N: '7.5' } });
});

it('replaces, returns the old item, and measures', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const put = {
    TableName: 'things',
    ReturnValues: 'ALL_OLD',
    ReturnConsumedCapacity: 'TOTAL',
  } as const;
  const first = await dynamodb.putItem({
    ...put,
    Item: { id: { S: '1' }, a: { S: 'x'.repeat(2000) } },
  });
  expect(first.Attributes).toBeUndefined();
  expect(first.ConsumedCapacity).toEqual({ TableName: 'things', CapacityUnits: 2 });
  const second = await dynamodb.putItem({ ...put, Item: { id: { S: '1' } } });
  expect(second.Attributes?.['a']?.S).toHaveLength(2000);
  expect(second.ConsumedCapacity?.CapacityUnits).toBe(2);
});

it('puts only where the condition holds, and shows the item where it does not', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const put = {
    TableName: 'things',
    Item: { id: { S: '1' }, v: { N: '1' } },
    ConditionExpression: 'attribute_not_exists(id)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const;
  await dynamodb.putItem(put);
  await expect(dynamodb.putItem(put)).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
    message: 'The conditional request failed',
    Item: put.Item,
  });
  await expect(
    dynamodb.putItem({
      TableName: 'things',
      Item: put.Item,
      Expected: { v: { Value: { N: '2' } } },
    }),
  ).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  await dynamodb.putItem({
    TableName: 'things',
    Item: put.Item,
    Expected: { v: { Value: { N: '1' } } },
  });
});

it('lets one of many writers at once win', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const attempts = Array.from({ length: 20 }, (_, index) =>
    dynamodb.putItem({
      TableName: 'things',
      Item: { id: { S: '1' }, by: { N: String(index) } },
      ConditionExpression: 'attribute_not_exists(id)',
    }),
  );
  const outcomes = await Promise.allSettled(attempts);
  expect(outcomes.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
});

it('refuses in the words of AWS', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id', 'at'], {
    types: { at: 'N' },
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-owner',
        KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
  const put = (Item: object, more: object = {}): Promise<unknown> =>
    dynamodb.putItem({ TableName: 'things', Item: Item as never, ...more });
  const key = { id: { S: 'x' }, at: { N: '1' } };
  const cases: [() => Promise<unknown>, string][] = [
    [
      () => put({ id: { S: 'x' } }),
      'One or more parameter values were invalid: Missing the key at in the item',
    ],
    [
      () => put({ id: { N: '1' }, at: { N: '1' } }),
      'One or more parameter values were invalid: Type mismatch for key id expected: S actual: N',
    ],
    [
      () => put({ id: { S: '' }, at: { N: '1' } }),
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id',
    ],
    [
      () => put({ id: { S: 'x'.repeat(2049) }, at: { N: '1' } }),
      'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
    ],
    [
      () => put({ ...key, owner: { N: '1' } }),
      'One or more parameter values were invalid: Type mismatch for Index Key owner Expected: S Actual: N IndexName: by-owner',
    ],
    [
      () => put({ ...key, owner: { S: '' } }),
      'One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: by-owner, IndexKey: owner',
    ],
    [
      () => put({ ...key, a: { S: 'x'.repeat(400 * 1024) } }),
      'Item size has exceeded the maximum allowed size',
    ],
    [() => put(key, { ReturnValues: 'ALL_NEW' }), 'ReturnValues can only be ALL_OLD or NONE'],
    [
      () =>
        put(key, {
          Expected: { id: { Exists: false } },
          ConditionExpression: 'attribute_not_exists(id)',
        }),
      'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}',
    ],
    [
      () => put(key, { ExpressionAttributeValues: { ':v': { S: 'x' } } }),
      'ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null',
    ],
    [
      () => put(key, { ConditionExpression: 'id.x = id' }),
      "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: id",
    ],
    [
      () =>
        put(key, {
          ConditionExpression: 'a = :v',
          ExpressionAttributeNames: { '#n': 'n' },
          ExpressionAttributeValues: { ':v': { S: 'x' } },
        }),
      'Value provided in ExpressionAttributeNames unused in expressions: keys: {#n}',
    ],
    [
      () => dynamodb.putItem({ TableName: 'bad table!@#', Item: key }),
      "1 validation error detected: Value 'bad table!@#' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
    ],
    [
      () => dynamodb.putItem({ TableName: undefined, Item: key }),
      "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null",
    ],
  ];
  for (const [attempt, message] of cases)
    await expect(attempt()).rejects.toMatchObject(invalid(message));
  await expect(dynamodb.putItem({ TableName: 'nowhere', Item: key })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Requested resource not found',
  });
});
