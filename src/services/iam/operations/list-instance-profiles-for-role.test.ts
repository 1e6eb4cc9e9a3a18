import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { LAMBDA_TRUST } from '../test-documents.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('those that hold the role', async () => {
  await iam.createRole({ RoleName: 'r', AssumeRolePolicyDocument: LAMBDA_TRUST });
  for (const InstanceProfileName of ['p', 'q'])
    await iam.createInstanceProfile({ InstanceProfileName });
  await iam.addRoleToInstanceProfile({ InstanceProfileName: 'q', RoleName: 'r' });
  const { InstanceProfiles } = await iam.listInstanceProfilesForRole({ RoleName: 'r' });
  expect(InstanceProfiles?.map((each) => each.InstanceProfileName)).toEqual(['q']);
});
