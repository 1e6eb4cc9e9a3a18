import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { ALLOW_ALL, ALLOW_LOGS } from '../test-documents.ts';

const stack = await createStack();
// The SDK takes LimitExceeded for throttling and would try three times.
const iam = stack.client(IAM, { maxAttempts: 1 });
afterAll(() => stack.stop());

test('up to five versions; numbers are not used again', async () => {
  const { Policy } = await iam.createPolicy({ PolicyName: 'p', PolicyDocument: ALLOW_ALL });
  const input = { PolicyArn: Policy?.Arn, PolicyDocument: ALLOW_LOGS };
  for (const VersionId of ['v2', 'v3', 'v4', 'v5']) {
    const { PolicyVersion } = await iam.createPolicyVersion(input);
    expect(PolicyVersion).toMatchObject({ VersionId, IsDefaultVersion: false });
  }
  await expect(iam.createPolicyVersion(input)).rejects.toMatchObject({
    name: 'LimitExceededException',
    message:
      'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
  });
  await iam.deletePolicyVersion({ PolicyArn: Policy?.Arn, VersionId: 'v5' });
  const { PolicyVersion } = await iam.createPolicyVersion({ ...input, SetAsDefault: true });
  expect(PolicyVersion).toMatchObject({ VersionId: 'v6', IsDefaultVersion: true });
  expect((await iam.getPolicy({ PolicyArn: Policy?.Arn })).Policy?.DefaultVersionId).toBe('v6');
});
