import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { ALLOW_ALL } from '../test-documents.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('counts what there is, beside the quotas', async () => {
  await iam.createUser({ UserName: 'a' });
  await iam.createUser({ UserName: 'b' });
  await iam.deleteUser({ UserName: 'a' });
  await iam.createPolicy({ PolicyName: 'p', PolicyDocument: ALLOW_ALL });
  expect((await iam.getAccountSummary({})).SummaryMap).toMatchObject({
    Users: 1,
    UsersQuota: 5000,
    Policies: 1,
    Roles: 0,
    RolesQuota: 1000,
    AttachedPoliciesPerRoleQuota: 10,
  });
});
