import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createStack, type Stack } from '../../stack/create-stack.ts';

const ARN = 'arn:aws:dynamodb:us-east-1:123456789012:table/Tab';
const OF_TABLE =
  'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.';
const exceeded = (reason: string, resource = ARN, message = OF_TABLE): object => ({
  name: 'ProvisionedThroughputExceededException',
  message,
  ThrottlingReasons: [{ reason, resource }],
});

let stack: Stack;
let dynamodb: DynamoDB;
beforeEach(async () => {
  stack = await createStack({ dynamodbThrottle: true, frozenClock: true });
  dynamodb = stack.client(DynamoDB, { maxAttempts: 1 });
  await dynamodb.createTable({
    TableName: 'Tab',
    AttributeDefinitions: ['id', 'g'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byG',
        KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
        ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
      },
    ],
  });
});
afterEach(() => stack.stop());

/** An item that costs this many units to write. */
const put = (units: number, more: Record<string, { S: string }> = {}): Promise<object> =>
  dynamodb.putItem({
    TableName: 'Tab',
    Item: { id: { S: 'big' }, pad: { S: 'x'.repeat(units * 1024 - 200) }, ...more },
  });
const key = { TableName: 'Tab', Key: { id: { S: 'big' } } };

it('lets five minutes of units go at once, then as many as the clock brings', async () => {
  await put(299);
  await put(1, { id: { S: 'b' } });
  await expect(put(1)).rejects.toMatchObject(exceeded('TableWriteProvisionedThroughputExceeded'));
  await stack.clock.advance(1000);
  await put(3, { id: { S: 'c' } });
  await stack.clock.advance(1000);
  await expect(put(1)).rejects.toMatchObject({ message: OF_TABLE });
  await stack.clock.advance(2000);
  await put(1, { id: { S: 'd' } });
  await dynamodb.getItem(key);
});

it('never saves more than the burst', async () => {
  await stack.clock.advance(3_600_000);
  await put(300);
  await expect(put(1)).rejects.toMatchObject({ message: OF_TABLE });
});

it('counts what a failed condition looked at', async () => {
  await put(200);
  const failing = { ...key, ConditionExpression: 'attribute_not_exists(id)' };
  await expect(dynamodb.deleteItem(failing)).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
  });
  await expect(dynamodb.deleteItem(failing)).rejects.toMatchObject({ message: OF_TABLE });
});

it('counts reads of every kind, at half price unless they are to be consistent', async () => {
  await put(299);
  for (let reads = 0; reads < 8; reads++) await dynamodb.scan({ TableName: 'Tab' });
  const reason = exceeded('TableReadProvisionedThroughputExceeded');
  await expect(dynamodb.scan({ TableName: 'Tab' })).rejects.toMatchObject(reason);
  await expect(dynamodb.getItem(key)).rejects.toMatchObject(reason);
  await expect(dynamodb.executeStatement({ Statement: 'SELECT * FROM Tab' })).rejects.toMatchObject(
    reason,
  );
  await expect(dynamodb.transactGetItems({ TransactItems: [{ Get: key }] })).rejects.toMatchObject({
    CancellationReasons: [{ Code: 'ProvisionedThroughputExceeded', Message: OF_TABLE }],
  });
  await dynamodb.scan({ TableName: 'Tab', IndexName: 'byG' });
});

it('holds back writes that an index has no units for, and only those', async () => {
  const large = { g: { S: 'g' } };
  await put(140, large);
  await dynamodb.deleteItem(key);
  await dynamodb.updateTable({
    TableName: 'Tab',
    ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 10 },
  });
  await stack.clock.advance(1000);
  await put(29, large);
  await expect(put(30, { g: { S: 'other' } })).rejects.toMatchObject({
    message: expect.stringContaining('one or more global secondary indexes') as string,
    ThrottlingReasons: [
      { reason: 'IndexWriteProvisionedThroughputExceeded', resource: `${ARN}/index/byG` },
    ],
  });
  await dynamodb.putItem({ TableName: 'Tab', Item: { id: { S: 'plain' } } });
});

it('hands back what a batch had no room for', async () => {
  const Item = (id: string): object => ({
    PutRequest: { Item: { id: { S: id }, pad: { S: 'x'.repeat(200_000) } } },
  });
  const requests = ['a', 'b', 'c'].map(Item);
  const first = await dynamodb.batchWriteItem({ RequestItems: { Tab: requests } });
  expect(first.UnprocessedItems).toEqual({ Tab: [requests[2]] });
  await expect(
    dynamodb.batchWriteItem({ RequestItems: first.UnprocessedItems }),
  ).rejects.toMatchObject({ message: OF_TABLE });
  const Keys = ['a', 'b'].map((id) => ({ id: { S: id } }));
  const RequestItems = { Tab: { Keys, ConsistentRead: true } };
  for (let reads = 0; reads < 3; reads++) await dynamodb.batchGetItem({ RequestItems });
  const last = await dynamodb.batchGetItem({ RequestItems });
  expect(last.UnprocessedKeys).toEqual({ Tab: { Keys: [Keys[1]], ConsistentRead: true } });
  await expect(dynamodb.batchGetItem({ RequestItems })).rejects.toMatchObject({
    message: OF_TABLE,
  });
});

it('cancels a transaction for want of throughput', async () => {
  await put(300);
  const Put = { TableName: 'Tab', Item: { id: { S: 'b' } } };
  await expect(dynamodb.transactWriteItems({ TransactItems: [{ Put }] })).rejects.toMatchObject({
    CancellationReasons: [{ Code: 'ProvisionedThroughputExceeded', Message: OF_TABLE }],
  });
});

it('is waited for by the retries of the SDK', async () => {
  await put(300);
  const patient = stack.client(DynamoDB, { maxAttempts: 10 });
  const answer = patient.putItem({ TableName: 'Tab', Item: { id: { S: 'b' } } });
  await expect(put(1)).rejects.toMatchObject({ message: OF_TABLE });
  await stack.clock.advance(1000);
  expect((await answer).$metadata.httpStatusCode).toBe(200);
});
