import { expect, test } from 'vitest';
import { createSigning, NO_CONFIG, NOT_FOUND, PROFILE } from '../fixtures/code-signing.ts';
import { startStack } from '../fixtures/stack.ts';

const { lambda } = await startStack();

test('changes what is named and keeps the rest', async () => {
  const CodeSigningConfigArn = await createSigning(lambda, 'Enforce');
  const updated = await lambda.updateCodeSigningConfig({
    CodeSigningConfigArn,
    CodeSigningPolicies: { UntrustedArtifactOnDeployment: 'Warn' },
  });
  expect(updated.CodeSigningConfig).toMatchObject({
    AllowedPublishers: { SigningProfileVersionArns: [PROFILE] },
    CodeSigningPolicies: { UntrustedArtifactOnDeployment: 'Warn' },
  });
  const { CodeSigningConfig } = await lambda.updateCodeSigningConfig({ CodeSigningConfigArn });
  expect(CodeSigningConfig).toMatchObject({
    CodeSigningPolicies: { UntrustedArtifactOnDeployment: 'Warn' },
  });
  await expect(
    lambda.updateCodeSigningConfig({ CodeSigningConfigArn: NO_CONFIG }),
  ).rejects.toMatchObject(NOT_FOUND);
});
