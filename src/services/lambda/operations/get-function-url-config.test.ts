import { expect, test } from 'vitest';
import { startStack } from '../fixtures/stack.ts';

const { lambda, create } = await startStack();
await create('f');

test('none at first, then what was created', async () => {
  await expect(lambda.getFunctionUrlConfig({ FunctionName: 'f' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The resource you requested does not exist.',
  });
  const created = await lambda.createFunctionUrlConfig({ FunctionName: 'f', AuthType: 'AWS_IAM' });
  expect(await lambda.getFunctionUrlConfig({ FunctionName: 'f' })).toMatchObject({
    FunctionUrl: created.FunctionUrl,
    AuthType: 'AWS_IAM',
    LastModifiedTime: created.CreationTime,
  });
});
