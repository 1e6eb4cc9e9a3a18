import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { LAMBDA_TRUST } from '../test-documents.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('frees the profile and the role', async () => {
  await iam.createInstanceProfile({ InstanceProfileName: 'p' });
  await iam.createRole({ RoleName: 'r', AssumeRolePolicyDocument: LAMBDA_TRUST });
  const both = { InstanceProfileName: 'p', RoleName: 'r' };
  await expect(iam.removeRoleFromInstanceProfile(both)).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
  await iam.addRoleToInstanceProfile(both);
  await iam.removeRoleFromInstanceProfile(both);
  expect((await iam.getInstanceProfile(both)).InstanceProfile?.Roles).toEqual([]);
  await iam.deleteRole(both);
});
