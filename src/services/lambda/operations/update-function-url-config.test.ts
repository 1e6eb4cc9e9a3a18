import { expect, test } from 'vitest';
import { startStack } from '../fixtures/stack.ts';

const { stack, lambda, create } = await startStack();
await create('f');

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

test('a URL that is not there', async () => {
  await expect(lambda.updateFunctionUrlConfig({ FunctionName: 'none' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
