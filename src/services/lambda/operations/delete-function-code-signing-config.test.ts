import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, create } = await startStack();
await create('f');

test('succeeds when there is nothing to delete; the function must be there', async () => {
  expect(await lambda.deleteFunctionCodeSigningConfig({ FunctionName: 'f' })).toMatchObject({
    $metadata: { httpStatusCode: 204 },
  });
  await expect(
    lambda.deleteFunctionCodeSigningConfig({ FunctionName: 'none' }),
  ).rejects.toMatchObject({ message: `Function not found: ${arnOf('none')}` });
});
