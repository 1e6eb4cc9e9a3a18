import { expect, test } from 'vitest';
import { createSigning, NO_CONFIG, NOT_FOUND } from '../fixtures/code-signing.ts';
import { startStack } from '../fixtures/stack.ts';

const { lambda, create } = await startStack();

test('only when no function uses it', async () => {
  const CodeSigningConfigArn = await createSigning(lambda, 'Warn');
  await create('f', undefined, { CodeSigningConfigArn });
  await expect(lambda.deleteCodeSigningConfig({ CodeSigningConfigArn })).rejects.toMatchObject({
    name: 'ResourceConflictException',
  });
  await lambda.deleteFunction({ FunctionName: 'f' });
  expect(await lambda.deleteCodeSigningConfig({ CodeSigningConfigArn })).toMatchObject({
    $metadata: { httpStatusCode: 204 },
  });
  await expect(
    lambda.deleteCodeSigningConfig({ CodeSigningConfigArn: NO_CONFIG }),
  ).rejects.toMatchObject(NOT_FOUND);
});
