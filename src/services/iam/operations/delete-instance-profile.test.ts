import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { LAMBDA_TRUST } from '../test-documents.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('only without a role', async () => {
  const InstanceProfileName = 'p';
  await iam.createInstanceProfile({ InstanceProfileName });
  await iam.createRole({ RoleName: 'r', AssumeRolePolicyDocument: LAMBDA_TRUST });
  await iam.addRoleToInstanceProfile({ InstanceProfileName, RoleName: 'r' });
  await expect(iam.deleteInstanceProfile({ InstanceProfileName })).rejects.toMatchObject({
    name: 'DeleteConflictException',
  });
  await iam.removeRoleFromInstanceProfile({ InstanceProfileName, RoleName: 'r' });
  await iam.deleteInstanceProfile({ InstanceProfileName });
  await expect(iam.getInstanceProfile({ InstanceProfileName })).rejects.toThrow(
    'Instance Profile p cannot be found.',
  );
});
