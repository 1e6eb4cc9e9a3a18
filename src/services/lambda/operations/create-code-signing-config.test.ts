import { expect, test } from 'vitest';
import { PROFILE } from '../fixtures/code-signing.ts';
import { startStack } from '../fixtures/stack.ts';

const { lambda } = await startStack();
const AllowedPublishers = { SigningProfileVersionArns: [PROFILE] };

test('answers the configuration; unsigned code is let through unless it says otherwise', async () => {
  const { CodeSigningConfig, $metadata } = await lambda.createCodeSigningConfig({
    AllowedPublishers,
    Description: 'ours',
  });
  expect($metadata.httpStatusCode).toBe(201);
  expect(CodeSigningConfig).toEqual({
    CodeSigningConfigId: expect.stringMatching(/^csc-[0-9a-f]{17}$/),
    CodeSigningConfigArn: `arn:aws:lambda:us-east-1:123456789012:code-signing-config:${CodeSigningConfig?.CodeSigningConfigId}`,
    Description: 'ours',
    AllowedPublishers,
    CodeSigningPolicies: { UntrustedArtifactOnDeployment: 'Warn' },
    LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*\+0000$/),
  });
});

test('needs a publisher; has no tags yet', async () => {
  await expect(
    lambda.createCodeSigningConfig({ AllowedPublishers: { SigningProfileVersionArns: [] } }),
  ).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(
    lambda.createCodeSigningConfig({ AllowedPublishers, Tags: { a: 'b' } }),
  ).rejects.toMatchObject({ name: 'NotImplemented' });
});
