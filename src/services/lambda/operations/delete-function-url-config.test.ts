import { expect, test } from 'vitest';
import { request } from '../fixtures/request.ts';
import { startStack } from '../fixtures/stack.ts';

const { stack, lambda, create } = await startStack();
await create('f');

test('the URL answers no longer', async () => {
  const { FunctionUrl = '' } = await lambda.createFunctionUrlConfig({
    FunctionName: 'f',
    AuthType: 'NONE',
  });
  expect((await request(stack.port, FunctionUrl)).status).toBe(200);
  const { $metadata } = await lambda.deleteFunctionUrlConfig({ FunctionName: 'f' });
  expect($metadata.httpStatusCode).toBe(204);
  expect((await request(stack.port, FunctionUrl)).status).toBe(404);
  await expect(lambda.deleteFunctionUrlConfig({ FunctionName: 'f' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
