import { expect, test } from 'vitest';
import { request } from '../fixtures/request.ts';
import { startStack } from '../fixtures/stack.ts';

const { stack, lambda, create } = await startStack();
await create('f');

test('nor does the URL of a function that was deleted and made again', async () => {
  await create('again');
  const { FunctionUrl = '' } = await lambda.createFunctionUrlConfig({
    FunctionName: 'again',
    AuthType: 'NONE',
  });
  expect((await request(stack.port, FunctionUrl)).status).toBe(200);
  await lambda.deleteFunction({ FunctionName: 'again' });
  await create('again');
  expect((await request(stack.port, FunctionUrl)).status).toBe(404);
});

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
