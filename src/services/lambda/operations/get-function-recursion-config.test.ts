import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, create } = await startStack();
await create('f');

test('Terminate unless it was set', async () => {
  expect(await lambda.getFunctionRecursionConfig({ FunctionName: 'f' })).toMatchObject({
    RecursiveLoop: 'Terminate',
  });
  await expect(lambda.getFunctionRecursionConfig({ FunctionName: 'none' })).rejects.toMatchObject({
    message: `Function not found: ${arnOf('none')}`,
  });
});
