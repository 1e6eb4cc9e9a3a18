import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, create } = await startStack();
await create('f');

test('changes only what is named', async () => {
  const input = { FunctionName: 'f', MaximumRetryAttempts: 1 };
  await expect(lambda.updateFunctionEventInvokeConfig(input)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `The function ${arnOf('f:$LATEST')} doesn't have an EventInvokeConfig`,
  });
  await lambda.putFunctionEventInvokeConfig({ FunctionName: 'f', MaximumEventAgeInSeconds: 60 });
  expect(await lambda.updateFunctionEventInvokeConfig(input)).toMatchObject({
    MaximumRetryAttempts: 1,
    MaximumEventAgeInSeconds: 60,
  });
});
