import { expect, test } from 'vitest';
import { createSigning } from '../fixtures/code-signing.ts';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, create } = await startStack();
await create('f');

test('none, then the one that was put, then none again', async () => {
  const FunctionName = 'f';
  const get = async () => {
    const { $metadata: _, ...answer } = await lambda.getFunctionCodeSigningConfig({ FunctionName });
    return answer;
  };
  expect(await get()).toEqual({});
  const CodeSigningConfigArn = await createSigning(lambda, 'Warn');
  await lambda.putFunctionCodeSigningConfig({ FunctionName, CodeSigningConfigArn });
  expect(await get()).toEqual({ CodeSigningConfigArn, FunctionName });
  await lambda.deleteFunctionCodeSigningConfig({ FunctionName });
  expect(await get()).toEqual({});
});

test('of a function that is not there', async () => {
  await expect(lambda.getFunctionCodeSigningConfig({ FunctionName: 'none' })).rejects.toMatchObject(
    { message: `Function not found: ${arnOf('none')}` },
  );
});
