import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';
import { createInbox } from '../fixtures/inbox.ts';

const { lambda, createActive } = await startStack();
const inbox = await createInbox();

test('accepts with 202 and runs the function', async () => {
  await createActive('f', inbox.reporting('event'));
  const answer = await lambda.invokeAsync({
    FunctionName: 'f',
    InvokeArgs: Buffer.from('{"a":1}'),
  });
  expect(answer.Status).toBe(202);
  expect(await inbox.next()).toEqual({ a: 1 });
});

test.each([
  [
    'f',
    Buffer.from('{bad'),
    'InvalidRequestContentException',
    expect.stringMatching(/^Could not parse request body into json/),
  ],
  [
    'f',
    Buffer.from(`"${'x'.repeat(262_144)}"`),
    'InvalidRequestContentException',
    expect.stringContaining('262144'),
  ],
  ['none', Buffer.from('{}'), 'ResourceNotFoundException', `Function not found: ${arnOf('none')}`],
])('refuses %s with %.10s', async (FunctionName, InvokeArgs, name, message) => {
  await expect(lambda.invokeAsync({ FunctionName, InvokeArgs })).rejects.toMatchObject({
    name,
    message,
  });
});
