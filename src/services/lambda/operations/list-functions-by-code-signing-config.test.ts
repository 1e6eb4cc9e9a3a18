import { expect, test } from 'vitest';
import { createSigning, NO_CONFIG, NOT_FOUND } from '../fixtures/code-signing.ts';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, create } = await startStack();

test('those that use it, in pages', async () => {
  const CodeSigningConfigArn = await createSigning(lambda, 'Warn');
  const list = (input = {}) =>
    lambda.listFunctionsByCodeSigningConfig({ CodeSigningConfigArn, ...input });
  expect((await list()).FunctionArns).toEqual([]);
  await create('a', undefined, { CodeSigningConfigArn });
  await create('b');
  await create('c', undefined, { CodeSigningConfigArn });
  const first = await list({ MaxItems: 1 });
  expect(first.FunctionArns).toEqual([arnOf('a')]);
  expect((await list({ Marker: first.NextMarker })).FunctionArns).toEqual([arnOf('c')]);
  await expect(list({ CodeSigningConfigArn: NO_CONFIG })).rejects.toMatchObject(NOT_FOUND);
});
