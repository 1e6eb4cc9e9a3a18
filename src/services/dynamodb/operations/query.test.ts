import type {
  AttributeValue,
  DynamoDB,
  QueryCommandOutput,
  QueryInput,
} from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { type DynamodbFixture, invalid, startDynamodb, toKeySchema } from '../fixture.ts';

async function startOrders(): Promise<DynamodbFixture> {
  const fixture = await startDynamodb();
  await fixture.createTable('orders', ['customer', 'placed'], {
    types: { placed: 'N', amount: 'N' },
    LocalSecondaryIndexes: [
      {
        IndexName: 'by-amount',
        KeySchema: toKeySchema(['customer', 'amount']),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-state',
        KeySchema: toKeySchema(['state2', 'placed']),
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['note'] },
      },
    ],
  });
  const put = (
    customer: string,
    at: number,
    more: Record<string, AttributeValue> = {},
  ): Promise<unknown> =>
    fixture.dynamodb.putItem({
      TableName: 'orders',
      Item: { customer: { S: customer }, placed: { N: String(at) }, ...more },
    });
  await put('anna', -5, {
    note: { S: 'first' },
    amount: { N: '30' },
    state2: { S: 'open' },
    more: { S: 'x' },
  });
  await put('anna', 9, { amount: { N: '4' }, state2: { S: 'open' } });
  await put('anna', 10, { amount: { N: '200' }, state2: { S: 'done' } });
  await put('anna', 100.5);
  await put('ben', 1, { amount: { N: '1' }, state2: { S: 'open' }, note: { S: 'ben' } });
  return fixture;
}

async function times(
  dynamodb: DynamoDB,
  more: Partial<QueryInput>,
): Promise<(string | undefined)[]> {
  const answer = await dynamodb.query({ TableName: 'orders', ...more });
  return answer.Items!.map((item) => item['placed']?.N);
}

it('finds ranges of a collection in order of numbers, both ways', async () => {
  await using fixture = await startOrders();
  const { dynamodb } = fixture;
  const ask = (
    condition: string,
    values: Record<string, AttributeValue> = {},
    more: object = {},
  ): Promise<unknown> =>
    times(dynamodb, {
      KeyConditionExpression: `customer = :c${condition}`,
      ExpressionAttributeValues: { ':c': { S: 'anna' }, ...values },
      ...more,
    });
  expect(await ask('')).toEqual(['-5', '9', '10', '100.5']);
  expect(await ask('', {}, { ScanIndexForward: false })).toEqual(['100.5', '10', '9', '-5']);
  expect(await ask(' AND placed > :t', { ':t': { N: '9' } })).toEqual(['10', '100.5']);
  expect(await ask(' AND placed >= :t', { ':t': { N: '9' } })).toEqual(['9', '10', '100.5']);
  expect(await ask(' AND placed < :t', { ':t': { N: '10' } })).toEqual(['-5', '9']);
  expect(await ask(' AND placed <= :t', { ':t': { N: '10' } })).toEqual(['-5', '9', '10']);
  expect(await ask(' AND placed = :t', { ':t': { N: '1e1' } })).toEqual(['10']);
  expect(
    await ask(' AND placed BETWEEN :t AND :u', { ':t': { N: '-9' }, ':u': { N: '9' } }),
  ).toEqual(['-5', '9']);
});

it('reads indexes: projections, and items behind a local one', async () => {
  await using fixture = await startOrders();
  const { dynamodb } = fixture;
  const open = await dynamodb.query({
    TableName: 'orders',
    IndexName: 'by-state',
    KeyConditionExpression: 'state2 = :s',
    ExpressionAttributeValues: { ':s': { S: 'open' } },
  });
  expect(open.Items).toEqual([
    { customer: { S: 'anna' }, placed: { N: '-5' }, state2: { S: 'open' }, note: { S: 'first' } },
    { customer: { S: 'ben' }, placed: { N: '1' }, state2: { S: 'open' }, note: { S: 'ben' } },
    { customer: { S: 'anna' }, placed: { N: '9' }, state2: { S: 'open' } },
  ]);
  const local = {
    TableName: 'orders',
    IndexName: 'by-amount',
    KeyConditionExpression: 'customer = :c',
    ExpressionAttributeValues: { ':c': { S: 'anna' } },
    ReturnConsumedCapacity: 'INDEXES',
  } as const;
  const keysOnly = await dynamodb.query(local);
  expect(keysOnly.Items!.map((each) => each['amount']?.N)).toEqual(['4', '30', '200']);
  expect(keysOnly.Items![1]).not.toHaveProperty('more');
  const whole = await dynamodb.query({ ...local, Select: 'ALL_ATTRIBUTES', ConsistentRead: true });
  expect(whole.Items![1]).toHaveProperty('more');
  expect(whole.ConsumedCapacity).toEqual({
    TableName: 'orders',
    CapacityUnits: 4,
    Table: { CapacityUnits: 3 },
    LocalSecondaryIndexes: { 'by-amount': { CapacityUnits: 1 } },
  });
});

it('pages by limit, and says when there is nothing more', async () => {
  await using fixture = await startOrders();
  const { dynamodb } = fixture;
  const ask = (ExclusiveStartKey?: Record<string, AttributeValue>): Promise<QueryCommandOutput> =>
    dynamodb.query({
      TableName: 'orders',
      KeyConditionExpression: 'customer = :c',
      FilterExpression: 'attribute_exists(amount)',
      ExpressionAttributeValues: { ':c': { S: 'anna' } },
      Limit: 2,
      ...(ExclusiveStartKey && { ExclusiveStartKey }),
    });
  const first = await ask();
  expect(first).toMatchObject({
    Count: 2,
    ScannedCount: 2,
    LastEvaluatedKey: { customer: { S: 'anna' }, placed: { N: '9' } },
  });
  const second = await ask(first.LastEvaluatedKey);
  expect(second).toMatchObject({ Count: 1, ScannedCount: 2 });
  const third = await ask(second.LastEvaluatedKey);
  expect(third).toMatchObject({ Count: 0, ScannedCount: 0 });
  expect(third.LastEvaluatedKey).toBeUndefined();
});

it('ends a page after a megabyte', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('big', ['id', 'n'], { types: { n: 'N' } });
  for (let n = 0; n < 6; n++)
    await dynamodb.putItem({
      TableName: 'big',
      Item: { id: { S: 'x' }, n: { N: String(n) }, data: { S: 'x'.repeat(300_000) } },
    });
  const ask = {
    TableName: 'big',
    KeyConditionExpression: 'id = :i',
    ExpressionAttributeValues: { ':i': { S: 'x' } },
  };
  const first = await dynamodb.query(ask);
  expect(first.Count).toBe(4);
  const second = await dynamodb.query({
    ...ask,
    Select: 'COUNT',
    ...(first.LastEvaluatedKey && { ExclusiveStartKey: first.LastEvaluatedKey }),
  });
  expect(second).toMatchObject({ Count: 2, ScannedCount: 2 });
  expect(second.Items).toBeUndefined();
  expect(second.LastEvaluatedKey).toBeUndefined();
});

it('finds beginnings of strings and of bytes, 0xff included', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('strings', ['id', 's']);
  await fixture.createTable('bytes', ['id', 'b'], { types: { b: 'B' } });
  for (const s of ['a', 'ab', 'ab\u{10ffff}', 'ac', 'b'])
    await dynamodb.putItem({ TableName: 'strings', Item: { id: { S: '1' }, s: { S: s } } });
  for (const b of [[1], [1, 255], [1, 255, 255, 255], [1, 0], [2], [1, 0, 255, 1]])
    await dynamodb.putItem({
      TableName: 'bytes',
      Item: { id: { S: '1' }, b: { B: new Uint8Array(b) } },
    });
  const strings = await dynamodb.query({
    TableName: 'strings',
    KeyConditionExpression: 'id = :i AND begins_with(s, :s)',
    ExpressionAttributeValues: { ':i': { S: '1' }, ':s': { S: 'ab' } },
  });
  expect(strings.Items!.map((each) => each['s']?.S)).toEqual(['ab', 'ab\u{10ffff}']);
  const begin = async (start: number[]): Promise<number[][]> => {
    const answer = await dynamodb.query({
      TableName: 'bytes',
      KeyConditionExpression: 'id = :i AND begins_with(b, :b)',
      ExpressionAttributeValues: { ':i': { S: '1' }, ':b': { B: new Uint8Array(start) } },
    });
    return answer.Items!.map((each) => [...each['b']!.B!]);
  };
  expect(await begin([1, 255])).toEqual([
    [1, 255],
    [1, 255, 255, 255],
  ]);
  expect(await begin([1, 0])).toEqual([
    [1, 0],
    [1, 0, 255, 1],
  ]);
  expect(await begin([1])).toHaveLength(5);
});

it('understands KeyConditions and QueryFilter', async () => {
  await using fixture = await startOrders();
  expect(
    await times(fixture.dynamodb, {
      KeyConditions: {
        customer: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'anna' }] },
        placed: { ComparisonOperator: 'GT', AttributeValueList: [{ N: '0' }] },
      },
      QueryFilter: { amount: { ComparisonOperator: 'NOT_NULL' } },
    }),
  ).toEqual(['9', '10']);
});

it('refuses in the words of AWS', async () => {
  await using fixture = await startOrders();
  const { dynamodb } = fixture;
  const values = { ':c': { S: 'anna' }, ':t': { N: '1' } };
  const ask =
    (KeyConditionExpression: string | undefined, more: object = {}) =>
    (): Promise<unknown> =>
      dynamodb.query({
        TableName: 'orders',
        KeyConditionExpression,
        ExpressionAttributeValues: values,
        ...more,
      });
  const only = { ExpressionAttributeValues: { ':c': { S: 'anna' } } };
  const cases: [() => Promise<unknown>, string][] = [
    [
      ask('placed = :t', { ExpressionAttributeValues: { ':t': { N: '1' } } }),
      'Query condition missed key schema element: customer',
    ],
    [ask('customer = :c AND amount = :t'), 'Query condition missed key schema element: placed'],
    [ask('customer > :c', only), 'Query key condition not supported'],
    [
      ask('customer = :t', { ExpressionAttributeValues: { ':t': { N: '1' } } }),
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    ],
    [
      ask(undefined, { ExpressionAttributeValues: undefined }),
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    ],
    [ask('', only), 'Invalid KeyConditionExpression: The expression can not be empty;'],
    [
      ask('customer = :c', { ...only, IndexName: 'nope' }),
      'The table does not have the specified index: nope',
    ],
    [
      ask('state2 = :c', { ...only, IndexName: 'by-state', ConsistentRead: true }),
      'Consistent reads are not supported on global secondary indexes',
    ],
    [
      ask('state2 = :c', { ...only, IndexName: 'by-state', Select: 'ALL_ATTRIBUTES' }),
      'One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index by-state because its projection type is not ALL',
    ],
    [
      ask('state2 = :c', { ...only, IndexName: 'by-state', ProjectionExpression: 'more' }),
      'One or more parameter values were invalid: Global secondary index by-state does not project [more]',
    ],
    [
      ask('customer = :c', { ...only, FilterExpression: 'placed > customer' }),
      'Filter Expression can only contain non-primary key attributes: Primary key attribute: customer',
    ],
    [
      ask('customer = :c', { ...only, ExclusiveStartKey: { customer: { S: 'anna' } } }),
      'The provided starting key is invalid',
    ],
    [
      ask('customer = :c', {
        ...only,
        ExclusiveStartKey: { customer: { S: 'ben' }, placed: { N: '1' } },
      }),
      'The provided starting key is outside query boundaries based on provided conditions',
    ],
    [
      ask('customer = :c AND placed > :t', {
        ExclusiveStartKey: { customer: { S: 'anna' }, placed: { N: '0' } },
      }),
      'The provided starting key does not match the range key predicate',
    ],
    [
      ask('customer = :c', { ...only, Limit: 0 }),
      "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      ask('customer = :c', { ...only, Select: 'SPECIFIC_ATTRIBUTES' }),
      'One or more parameter values were invalid: Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    ],
  ];
  for (const [attempt, message] of cases)
    await expect(attempt()).rejects.toMatchObject(invalid(message));
});
