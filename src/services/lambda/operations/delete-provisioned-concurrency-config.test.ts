import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, createActive, call } = await startStack();
await createActive(
  'f',
  'exports.handler = async () => process.env.AWS_LAMBDA_INITIALIZATION_TYPE;',
);
await lambda.publishVersion({ FunctionName: 'f' });
const version = { FunctionName: 'f', Qualifier: '1' };

test('ends the instances; deleting again succeeds', async () => {
  await lambda.putProvisionedConcurrencyConfig({ ...version, ProvisionedConcurrentExecutions: 1 });
  await expect.poll(() => call('f', {}, '1')).toBe('provisioned-concurrency');
  for (let i = 0; i < 2; i++) {
    expect(await lambda.deleteProvisionedConcurrencyConfig(version)).toMatchObject({
      $metadata: { httpStatusCode: 204 },
    });
  }
  expect(await call('f', {}, '1')).toBe('on-demand');
  await expect(lambda.getProvisionedConcurrencyConfig(version)).rejects.toMatchObject({
    name: 'ProvisionedConcurrencyConfigNotFoundException',
  });
});

test.each([
  [
    'f',
    '$LATEST',
    'InvalidParameterValueException',
    'The function resource provided must be an alias or a published version.',
  ],
  ['f', 'no', 'ResourceNotFoundException', `Cannot find alias arn: ${arnOf('f:no')}`],
  ['none', '1', 'ResourceNotFoundException', `Function not found: ${arnOf('none:1')}`],
])('%s:%s is refused', async (FunctionName, Qualifier, name, message) => {
  await expect(
    lambda.deleteProvisionedConcurrencyConfig({ FunctionName, Qualifier }),
  ).rejects.toMatchObject({ name, message });
});
