import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { ALLOW_ALL, LAMBDA_TRUST } from '../test-documents.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('replaces the trust policy, or leaves it when the new one is wrong', async () => {
  await iam.createRole({ RoleName: 'r', AssumeRolePolicyDocument: LAMBDA_TRUST });
  const PolicyDocument = LAMBDA_TRUST.replace('lambda', 'edgelambda');
  await iam.updateAssumeRolePolicy({ RoleName: 'r', PolicyDocument });
  await expect(
    iam.updateAssumeRolePolicy({ RoleName: 'r', PolicyDocument: ALLOW_ALL }),
  ).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
  const { Role } = await iam.getRole({ RoleName: 'r' });
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(PolicyDocument);
});
