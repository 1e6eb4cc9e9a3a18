import { expect, test } from 'vitest';
import { createSigning, NO_CONFIG, NOT_FOUND } from '../fixtures/code-signing.ts';
import { startStack } from '../fixtures/stack.ts';

const { lambda } = await startStack();

test('answers it, or that it is not there', async () => {
  const CodeSigningConfigArn = await createSigning(lambda, 'Enforce');
  expect(await lambda.getCodeSigningConfig({ CodeSigningConfigArn })).toMatchObject({
    CodeSigningConfig: {
      CodeSigningConfigArn,
      CodeSigningPolicies: { UntrustedArtifactOnDeployment: 'Enforce' },
    },
  });
  await expect(
    lambda.getCodeSigningConfig({ CodeSigningConfigArn: NO_CONFIG }),
  ).rejects.toMatchObject(NOT_FOUND);
  const elsewhere = CodeSigningConfigArn.replace('us-east-1', 'eu-west-1');
  await expect(
    lambda.getCodeSigningConfig({ CodeSigningConfigArn: elsewhere }),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
