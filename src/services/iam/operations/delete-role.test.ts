import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { ALLOW_ALL, LAMBDA_TRUST } from '../test-documents.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

const RoleName = 'r';
const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

test("refuses while something hangs on the role, in AWS's order", async () => {
  await iam.createRole({ RoleName, AssumeRolePolicyDocument: LAMBDA_TRUST });
  await iam.createInstanceProfile({ InstanceProfileName: 'p' });
  await iam.addRoleToInstanceProfile({ InstanceProfileName: 'p', RoleName });
  await iam.attachRolePolicy({ RoleName, PolicyArn });
  await iam.putRolePolicy({ RoleName, PolicyName: 'inline', PolicyDocument: ALLOW_ALL });
  const refuses = (obstacle: string) =>
    expect(iam.deleteRole({ RoleName })).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: `Cannot delete entity, ${obstacle}.`,
    });
  await refuses('must remove roles from instance profile first');
  await iam.removeRoleFromInstanceProfile({ InstanceProfileName: 'p', RoleName });
  await refuses('must detach all policies first');
  await iam.detachRolePolicy({ RoleName, PolicyArn });
  await refuses('must delete policies first');
  await iam.deleteRolePolicy({ RoleName, PolicyName: 'inline' });
  await iam.deleteRole({ RoleName });
  await expect(iam.getRole({ RoleName })).rejects.toMatchObject({ name: 'NoSuchEntityException' });
});

test('a role of the same name later is another role', async () => {
  const first = await iam.createRole({ RoleName: 'again', AssumeRolePolicyDocument: LAMBDA_TRUST });
  await iam.deleteRole({ RoleName: 'again' });
  const second = await iam.createRole({
    RoleName: 'again',
    AssumeRolePolicyDocument: LAMBDA_TRUST,
  });
  expect(second.Role?.RoleId).not.toBe(first.Role?.RoleId);
});
