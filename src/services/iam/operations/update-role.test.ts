import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { LAMBDA_TRUST } from '../test-documents.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('changes what is given and keeps the rest', async () => {
  await iam.createRole({
    RoleName: 'r',
    AssumeRolePolicyDocument: LAMBDA_TRUST,
    Description: 'old',
  });
  await iam.updateRole({ RoleName: 'r', MaxSessionDuration: 43_200 });
  expect((await iam.getRole({ RoleName: 'r' })).Role).toMatchObject({
    Description: 'old',
    MaxSessionDuration: 43_200,
  });
});

test('an unknown role', async () => {
  await expect(iam.updateRole({ RoleName: 'x' })).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});
