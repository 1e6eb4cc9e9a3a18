import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, createActive } = await startStack();
await createActive('f');
await lambda.publishVersion({ FunctionName: 'f' });

test.each([
  [
    'f',
    '1',
    'ProvisionedConcurrencyConfigNotFoundException',
    'No Provisioned Concurrency Config found for this function',
  ],
  [
    'f',
    '$LATEST',
    'InvalidParameterValueException',
    'The function resource provided must be an alias or a published version.',
  ],
  ['f', 'no', 'ResourceNotFoundException', `Cannot find alias arn: ${arnOf('f:no')}`],
  ['f', '10', 'ResourceNotFoundException', `Function not found: ${arnOf('f:10')}`],
  ['none', 'no', 'ResourceNotFoundException', `Cannot find alias arn: ${arnOf('none:no')}`],
])('%s:%s has none', async (FunctionName, Qualifier, name, message) => {
  await expect(
    lambda.getProvisionedConcurrencyConfig({ FunctionName, Qualifier }),
  ).rejects.toMatchObject({ name, message });
});
