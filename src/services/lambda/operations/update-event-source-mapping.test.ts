import { expect, test } from 'vitest';
import { createItemTable } from '../fixtures/item-table.ts';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { stack, lambda, createActive } = await startStack();
await createActive('f');
await createActive('g');

test('changes what is named and keeps the rest', async () => {
  const { streamArn } = await createItemTable(stack, 'items');
  const { UUID } = await lambda.createEventSourceMapping({
    EventSourceArn: streamArn,
    FunctionName: 'f',
    StartingPosition: 'LATEST',
    BatchSize: 7,
    FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
  });
  expect(
    await lambda.updateEventSourceMapping({ UUID, FunctionName: 'g', MaximumRetryAttempts: 3 }),
  ).toMatchObject({
    $metadata: { httpStatusCode: 202 },
    State: 'Updating',
    FunctionArn: arnOf('g'),
    BatchSize: 7,
    MaximumRetryAttempts: 3,
    FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
  });
  const unfiltered = await lambda.updateEventSourceMapping({
    UUID,
    Enabled: false,
    FilterCriteria: {},
  });
  expect(unfiltered).not.toHaveProperty('FilterCriteria');
  expect(await lambda.getEventSourceMapping({ UUID })).toMatchObject({ State: 'Disabled' });
  await expect(
    lambda.updateEventSourceMapping({ UUID, FunctionName: 'none' }),
  ).rejects.toMatchObject({ message: 'Function does not exist' });
});

test('one that is not there', async () => {
  await expect(
    lambda.updateEventSourceMapping({ UUID: '00000000-0000-4000-8000-000000000000' }),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The resource you requested does not exist.',
  });
});
