import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, createActive } = await startStack();

test('answers one version', async () => {
  await createActive('f');
  await lambda.publishVersion({ FunctionName: 'f', Description: 'first' });
  expect(
    await lambda.getFunctionConfiguration({ FunctionName: 'f', Qualifier: '1' }),
  ).toMatchObject({
    FunctionArn: arnOf('f:1'),
    Version: '1',
    Description: 'first',
    State: 'Active',
    LastUpdateStatus: 'Successful',
  });
});

test('a function that is not there', async () => {
  await expect(lambda.getFunctionConfiguration({ FunctionName: 'none' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `Function not found: ${arnOf('none')}`,
    $metadata: { httpStatusCode: 404 },
  });
});
