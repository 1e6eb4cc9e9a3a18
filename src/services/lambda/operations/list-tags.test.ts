import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, create } = await startStack();

test('answers an empty map for a function without tags', async () => {
  await create('f');
  expect((await lambda.listTags({ Resource: arnOf('f') })).Tags).toEqual({});
});

test('a function that is not there, and what is no function', async () => {
  await expect(lambda.listTags({ Resource: arnOf('none') })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  const Resource =
    'arn:aws:lambda:us-east-1:123456789012:event-source-mapping:00000000-0000-0000-0000-000000000000';
  await expect(lambda.listTags({ Resource })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
  });
});
