import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { LAMBDA_TRUST } from '../test-documents.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('deletes what DeleteRole may not, and nothing else', async () => {
  const { Role } = await iam.createServiceLinkedRole({ AWSServiceName: 'xray.amazonaws.com' });
  const RoleName = Role?.RoleName;
  const { DeletionTaskId } = await iam.deleteServiceLinkedRole({ RoleName });
  expect(DeletionTaskId).toMatch(
    /^task\/aws-service-role\/xray\.amazonaws\.com\/AWSServiceRoleForXRay\/[0-9a-f-]{36}$/,
  );
  await expect(iam.deleteServiceLinkedRole({ RoleName })).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
  await iam.createRole({ RoleName: 'mine', AssumeRolePolicyDocument: LAMBDA_TRUST });
  await expect(iam.deleteServiceLinkedRole({ RoleName: 'mine' })).rejects.toMatchObject({
    name: 'InvalidInputException',
  });
});
