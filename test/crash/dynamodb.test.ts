import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { createStack } from '../../src/stack/create-stack.ts';
import { findViolation } from './dynamodb/history.ts';
import { HotItems } from './dynamodb/hot-items.ts';

it('is strictly serializable for 64 clients on four items', async () => {
  await using stack = await createStack();
  const dynamodb = stack.client(DynamoDB, { maxAttempts: 1 });
  await dynamodb.createTable({
    TableName: 'hot',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
  const items = new HotItems('hot');
  const client = async (): Promise<void> => {
    for (let step = 0; step < 12; step++) await items.step(dynamodb);
  };
  await Promise.all(Array.from({ length: 64 }, client));
  expect(items.unknown).toBe(0);
  expect(items.history.length).toBeGreaterThan(64 * 12);
  expect(findViolation(items.history)).toBeUndefined();
}, 60_000);
