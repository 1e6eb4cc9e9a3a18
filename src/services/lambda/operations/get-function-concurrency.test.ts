import { expect, test } from 'vitest';
import { startStack } from '../fixtures/stack.ts';

const { lambda, create } = await startStack();

test('nothing, then what was reserved', async () => {
  await create('f');
  expect(await lambda.getFunctionConcurrency({ FunctionName: 'f' })).not.toHaveProperty(
    'ReservedConcurrentExecutions',
  );
  await lambda.putFunctionConcurrency({ FunctionName: 'f', ReservedConcurrentExecutions: 0 });
  expect(await lambda.getFunctionConcurrency({ FunctionName: 'f' })).toMatchObject({
    ReservedConcurrentExecutions: 0,
  });
});

test('a function that is not there', async () => {
  await expect(lambda.getFunctionConcurrency({ FunctionName: 'none' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
