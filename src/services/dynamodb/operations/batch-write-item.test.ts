import { expect, it } from 'vitest';
import { invalid, startDynamodb } from '../fixture.ts';

it('puts and deletes in several tables', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('aaa', ['id']);
  await fixture.createTable('bbb', ['id']);
  await dynamodb.putItem({ TableName: 'bbb', Item: { id: { S: 'old' } } });
  const answer = await dynamodb.batchWriteItem({
    RequestItems: {
      aaa: [
        { PutRequest: { Item: { id: { S: '1' } } } },
        { PutRequest: { Item: { id: { S: '2' } } } },
      ],
      bbb: [{ DeleteRequest: { Key: { id: { S: 'old' } } } }],
    },
    ReturnConsumedCapacity: 'TOTAL',
  });
  expect(answer.UnprocessedItems).toEqual({});
  expect(answer.ConsumedCapacity).toEqual([
    { TableName: 'aaa', CapacityUnits: 2 },
    { TableName: 'bbb', CapacityUnits: 1 },
  ]);
  expect((await dynamodb.scan({ TableName: 'aaa' })).Count).toBe(2);
  expect((await dynamodb.scan({ TableName: 'bbb' })).Count).toBe(0);
});

it('refuses in the words of AWS, and writes nothing then', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('aaa', ['id']);
  const put = (id: string, more: object = {}): object => ({
    PutRequest: { Item: { id: { S: id }, ...more } },
  });
  const write = (requests: object[]) => (): Promise<unknown> =>
    dynamodb.batchWriteItem({ RequestItems: { aaa: requests } });
  const cases: [() => Promise<unknown>, string][] = [
    [write([put('1'), put('1')]), 'Provided list of item keys contains duplicates'],
    [
      write([put('1'), {}]),
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    ],
    [
      write([put('1'), put('2', { x: { S: 'x'.repeat(410_000) } })]),
      'Item size has exceeded the maximum allowed size',
    ],
    [
      write([put('1'), put('2', { x: { N: 'x' } })]),
      'The parameter cannot be converted to a numeric value: x',
    ],
    [
      write([put('1'), { DeleteRequest: { Key: { no: { S: 'x' } } } }]),
      'The provided key element does not match the schema',
    ],
  ];
  for (const [attempt, message] of cases)
    await expect(attempt()).rejects.toMatchObject(invalid(message));
  await expect(write(Array.from({ length: 26 }, (_, n) => put(String(n))))()).rejects.toMatchObject(
    {
      name: 'ValidationException',
      message: expect.stringContaining(
        "at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]",
      ),
    },
  );
  expect((await dynamodb.scan({ TableName: 'aaa' })).Count).toBe(0);
});
