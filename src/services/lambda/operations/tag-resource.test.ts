import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, create } = await startStack();

test('adds to the tags that are there', async () => {
  await create('f', undefined, { Tags: { a: '1', b: '2' } });
  const { $metadata } = await lambda.tagResource({
    Resource: arnOf('f'),
    Tags: { b: '3', c: '4' },
  });
  expect($metadata.httpStatusCode).toBe(204);
  expect((await lambda.listTags({ Resource: arnOf('f') })).Tags).toEqual({
    a: '1',
    b: '3',
    c: '4',
  });
});

test.each([
  [arnOf('none'), 'ResourceNotFoundException', `Function not found: ${arnOf('none')}`],
  [
    arnOf('f:1'),
    'InvalidParameterValueException',
    'Tags on function aliases and versions are not supported. Please specify a function ARN.',
  ],
])('%s is refused', async (Resource, name, message) => {
  await expect(lambda.tagResource({ Resource, Tags: { a: 'b' } })).rejects.toMatchObject({
    name,
    message,
  });
});

test('more than 50 tags are refused, and none is kept', async () => {
  const Tags = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, 'v']));
  await expect(lambda.tagResource({ Resource: arnOf('f'), Tags })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
  });
  expect(Object.keys((await lambda.listTags({ Resource: arnOf('f') })).Tags ?? {})).toHaveLength(3);
});
