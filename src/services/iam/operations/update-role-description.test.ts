import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { LAMBDA_TRUST } from '../test-documents.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('answers the changed role', async () => {
  await iam.createRole({ RoleName: 'r', AssumeRolePolicyDocument: LAMBDA_TRUST });
  const { Role } = await iam.updateRoleDescription({ RoleName: 'r', Description: 'new' });
  expect(Role).toMatchObject({ RoleName: 'r', Description: 'new' });
  expect((await iam.getRole({ RoleName: 'r' })).Role?.Description).toBe('new');
});
