import { expect, test } from 'vitest';
import { startStack } from '../fixtures/stack.ts';

const { lambda, create } = await startStack();
await create('f');

test('removes it, once', async () => {
  await lambda.putFunctionEventInvokeConfig({ FunctionName: 'f', MaximumRetryAttempts: 0 });
  const { $metadata } = await lambda.deleteFunctionEventInvokeConfig({ FunctionName: 'f' });
  expect($metadata.httpStatusCode).toBe(204);
  await expect(lambda.deleteFunctionEventInvokeConfig({ FunctionName: 'f' })).rejects.toMatchObject(
    {
      name: 'ResourceNotFoundException',
    },
  );
});
