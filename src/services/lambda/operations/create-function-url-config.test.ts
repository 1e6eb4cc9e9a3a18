import type { CreateFunctionUrlConfigCommandInput } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { stack, lambda, create } = await startStack();
await create('f');

test('answers the URL and its settings', async () => {
  const Cors = { AllowOrigins: ['*'], AllowMethods: ['GET'], MaxAge: 60 };
  const { $metadata, ...config } = await lambda.createFunctionUrlConfig({
    FunctionName: 'f',
    AuthType: 'NONE',
    Cors,
  });
  expect($metadata.httpStatusCode).toBe(201);
  expect(config).toEqual({
    FunctionUrl: expect.stringMatching(
      new RegExp(`^http://[a-z0-9]{32}\\.lambda-url\\.us-east-1\\.localhost:${stack.port}/$`),
    ),
    FunctionArn: arnOf('f'),
    AuthType: 'NONE',
    Cors,
    CreationTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    InvokeMode: 'BUFFERED',
  });
});

test('an alias has a URL of its own, a version has none', async () => {
  await lambda.createAlias({ FunctionName: 'f', Name: 'live', FunctionVersion: '$LATEST' });
  const { FunctionArn } = await lambda.createFunctionUrlConfig({
    FunctionName: 'f',
    Qualifier: 'live',
    AuthType: 'NONE',
  });
  expect(FunctionArn).toBe(arnOf('f:live'));
  await expect(
    lambda.createFunctionUrlConfig({ FunctionName: 'f', Qualifier: '1', AuthType: 'NONE' }),
  ).rejects.toThrow('failed to satisfy constraint');
});

test('the tag _custom_id_ fixes the id, for one function only', async () => {
  await create('g', undefined, { Tags: { _custom_id_: 'my-url' } });
  const { FunctionUrl } = await lambda.createFunctionUrlConfig({
    FunctionName: 'g',
    AuthType: 'NONE',
  });
  expect(FunctionUrl).toBe(`http://my-url.lambda-url.us-east-1.localhost:${stack.port}/`);
  await create('h', undefined, { Tags: { _custom_id_: 'my-url' } });
  await expect(
    lambda.createFunctionUrlConfig({ FunctionName: 'h', AuthType: 'NONE' }),
  ).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
  });
});

test.each<[Partial<CreateFunctionUrlConfigCommandInput>, string, unknown]>([
  [
    {},
    'ResourceConflictException',
    `Failed to create function url config for [functionArn = ${arnOf('f')}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
  ],
  [{ FunctionName: 'none' }, 'ResourceNotFoundException', 'Function does not exist'],
  [{ Qualifier: 'other' }, 'ResourceNotFoundException', 'Function does not exist'],
])('%j is refused', async (input, name, message) => {
  await expect(
    lambda.createFunctionUrlConfig({ FunctionName: 'f', AuthType: 'NONE', ...input }),
  ).rejects.toMatchObject({ name, message });
});
