import { expect, test } from 'vitest';
import { createInbox } from '../fixtures/inbox.ts';
import { createItemTable } from '../fixtures/item-table.ts';
import { startStack } from '../fixtures/stack.ts';

const { stack, lambda, createActive } = await startStack();

test('nothing is read any more; another mapping can begin', async () => {
  const inbox = await createInbox();
  await createActive('f', inbox.reporting('event.Records.length'));
  const { streamArn, put } = await createItemTable(stack, 'items');
  const mapping = { EventSourceArn: streamArn, FunctionName: 'f' } as const;
  const { UUID } = await lambda.createEventSourceMapping({
    ...mapping,
    StartingPosition: 'LATEST',
  });
  expect(await lambda.deleteEventSourceMapping({ UUID })).toMatchObject({
    $metadata: { httpStatusCode: 202 },
    UUID,
    State: 'Deleting',
  });
  await put('a', 'b');
  await lambda.createEventSourceMapping({ ...mapping, StartingPosition: 'TRIM_HORIZON' });
  expect(await inbox.next()).toBe(2);
  for (const call of ['deleteEventSourceMapping', 'getEventSourceMapping'] as const) {
    await expect(lambda[call]({ UUID })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The resource you requested does not exist.',
    });
  }
});
