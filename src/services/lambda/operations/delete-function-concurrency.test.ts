import { expect, test } from 'vitest';
import { startStack } from '../fixtures/stack.ts';

const { lambda, create, call } = await startStack();

test('lifts the limit; a second time it changes nothing', async () => {
  await create('f');
  await lambda.putFunctionConcurrency({ FunctionName: 'f', ReservedConcurrentExecutions: 0 });
  await expect(call('f')).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  for (let i = 0; i < 2; i++) {
    const { $metadata } = await lambda.deleteFunctionConcurrency({ FunctionName: 'f' });
    expect($metadata.httpStatusCode).toBe(204);
  }
  expect(await call('f', 1)).toBe(1);
});

test('a function that is not there', async () => {
  await expect(lambda.deleteFunctionConcurrency({ FunctionName: 'none' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
