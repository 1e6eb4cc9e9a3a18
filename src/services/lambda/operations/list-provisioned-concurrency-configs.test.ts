import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, createActive } = await startStack();
await createActive('f');
await lambda.publishVersion({ FunctionName: 'f' });
await lambda.updateFunctionConfiguration({ FunctionName: 'f', Timeout: 9 });
await lambda.publishVersion({ FunctionName: 'f' });
await lambda.createAlias({ FunctionName: 'f', Name: 'live', FunctionVersion: '2' });
const FunctionName = 'f';

test('all of a function, in pages', async () => {
  const list = (input = {}) => lambda.listProvisionedConcurrencyConfigs({ FunctionName, ...input });
  expect((await list()).ProvisionedConcurrencyConfigs).toEqual([]);
  for (const Qualifier of ['1', 'live']) {
    await lambda.putProvisionedConcurrencyConfig({
      FunctionName,
      Qualifier,
      ProvisionedConcurrentExecutions: 1,
    });
  }
  const first = await list({ MaxItems: 1 });
  expect(first.ProvisionedConcurrencyConfigs).toEqual([
    {
      FunctionArn: arnOf('f:1'),
      RequestedProvisionedConcurrentExecutions: 1,
      AvailableProvisionedConcurrentExecutions: expect.any(Number),
      AllocatedProvisionedConcurrentExecutions: expect.any(Number),
      Status: expect.stringMatching(/^(IN_PROGRESS|READY)$/),
      LastModified: expect.any(String),
    },
  ]);
  const second = await list({ Marker: first.NextMarker });
  expect(second.ProvisionedConcurrencyConfigs).toMatchObject([{ FunctionArn: arnOf('f:live') }]);
  expect(second.NextMarker).toBeUndefined();
});

test('of a function that is not there', async () => {
  await expect(
    lambda.listProvisionedConcurrencyConfigs({ FunctionName: 'none' }),
  ).rejects.toMatchObject({ message: `Function not found: ${arnOf('none')}` });
});
