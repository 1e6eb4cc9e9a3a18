import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { LAMBDA_TRUST } from '../test-documents.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('with their roles', async () => {
  await iam.createInstanceProfile({ InstanceProfileName: 'p' });
  await iam.createRole({ RoleName: 'r', AssumeRolePolicyDocument: LAMBDA_TRUST });
  await iam.addRoleToInstanceProfile({ InstanceProfileName: 'p', RoleName: 'r' });
  const { InstanceProfiles } = await iam.listInstanceProfiles({});
  expect(InstanceProfiles?.map((each) => each.Roles?.map((role) => role.RoleName))).toEqual([
    ['r'],
  ]);
});
