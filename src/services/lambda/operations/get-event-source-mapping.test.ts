import { expect, test } from 'vitest';
import { createItemTable } from '../fixtures/item-table.ts';
import { startStack } from '../fixtures/stack.ts';

const { stack, lambda, createActive } = await startStack();
await createActive('f');

test('answers it, or that it is not there', async () => {
  const { streamArn } = await createItemTable(stack, 'items');
  const { $metadata: _, ...created } = await lambda.createEventSourceMapping({
    EventSourceArn: streamArn,
    FunctionName: 'f',
    StartingPosition: 'LATEST',
    FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
  });
  expect(await lambda.getEventSourceMapping({ UUID: created.UUID })).toMatchObject({
    ...created,
    State: 'Enabled',
  });
  await expect(
    lambda.getEventSourceMapping({ UUID: '00000000-0000-4000-8000-000000000000' }),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The resource you requested does not exist.',
  });
});
