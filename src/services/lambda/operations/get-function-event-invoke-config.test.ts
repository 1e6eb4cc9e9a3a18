import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, create } = await startStack();
await create('f');

test('none, then what was put', async () => {
  await expect(lambda.getFunctionEventInvokeConfig({ FunctionName: 'f' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `The function ${arnOf('f:$LATEST')} doesn't have an EventInvokeConfig`,
  });
  await lambda.putFunctionEventInvokeConfig({ FunctionName: 'f', MaximumRetryAttempts: 0 });
  expect(await lambda.getFunctionEventInvokeConfig({ FunctionName: 'f' })).toMatchObject({
    FunctionArn: arnOf('f:$LATEST'),
    MaximumRetryAttempts: 0,
  });
});
