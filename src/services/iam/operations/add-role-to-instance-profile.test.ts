import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { LAMBDA_TRUST } from '../test-documents.ts';

const stack = await createStack();
// The SDK takes LimitExceeded for throttling and would try three times.
const iam = stack.client(IAM, { maxAttempts: 1 });
afterAll(() => stack.stop());

test('one role a profile', async () => {
  await iam.createInstanceProfile({ InstanceProfileName: 'p' });
  for (const RoleName of ['r', 's'])
    await iam.createRole({ RoleName, AssumeRolePolicyDocument: LAMBDA_TRUST });
  await iam.addRoleToInstanceProfile({ InstanceProfileName: 'p', RoleName: 'r' });
  const { InstanceProfile } = await iam.getInstanceProfile({ InstanceProfileName: 'p' });
  expect(InstanceProfile?.Roles?.[0]).toMatchObject({ RoleName: 'r', MaxSessionDuration: 3600 });
  await expect(
    iam.addRoleToInstanceProfile({ InstanceProfileName: 'p', RoleName: 's' }),
  ).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
  });
});
