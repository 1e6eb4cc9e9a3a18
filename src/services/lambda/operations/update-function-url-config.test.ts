import { expect, test } from 'vitest';
import { startStack } from '../fixtures/stack.ts';

const { stack, lambda, create } = await startStack();
await create('f');
await create('bare');

test('changes what is named; an empty Cors removes it; the URL stays', async () => {
  const Cors = { AllowOrigins: ['https://a.example'] };
  const created = await lambda.createFunctionUrlConfig({
    FunctionName: 'f',
    AuthType: 'AWS_IAM',
    Cors,
  });
  await stack.clock.advance(1000);
  const updated = await lambda.updateFunctionUrlConfig({ FunctionName: 'f', AuthType: 'NONE' });
  expect(updated).toMatchObject({ FunctionUrl: created.FunctionUrl, AuthType: 'NONE', Cors });
  expect(updated.LastModifiedTime).not.toBe(created.CreationTime);
  expect(await lambda.updateFunctionUrlConfig({ FunctionName: 'f', Cors: {} })).not.toHaveProperty(
    'Cors',
  );
});

test.each([
  [{ FunctionName: 'none' }, 'Function does not exist'],
  [{ FunctionName: 'f', Qualifier: 'none' }, 'Function does not exist'],
  [{ FunctionName: 'bare' }, 'The resource you requested does not exist.'],
])('%j has no URL', async (input, message) => {
  await expect(lambda.updateFunctionUrlConfig(input)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message,
  });
});
