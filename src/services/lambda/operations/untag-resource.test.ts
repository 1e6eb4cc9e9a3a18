import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, create } = await startStack();

test('removes what is named; what was never there does not matter', async () => {
  await create('f', undefined, { Tags: { a: '1', b: '2' } });
  await lambda.untagResource({ Resource: arnOf('f'), TagKeys: ['a', 'other'] });
  expect((await lambda.listTags({ Resource: arnOf('f') })).Tags).toEqual({ b: '2' });
});

test('a function that is not there', async () => {
  await expect(
    lambda.untagResource({ Resource: arnOf('none'), TagKeys: ['a'] }),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
