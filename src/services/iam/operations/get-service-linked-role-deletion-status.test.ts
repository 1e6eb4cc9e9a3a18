import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('of a task that is done, and of none', async () => {
  const { Role } = await iam.createServiceLinkedRole({ AWSServiceName: 'xray.amazonaws.com' });
  const { DeletionTaskId } = await iam.deleteServiceLinkedRole({ RoleName: Role?.RoleName });
  const done = await iam.getServiceLinkedRoleDeletionStatus({ DeletionTaskId });
  expect(done.Status).toBe('SUCCEEDED');
  await expect(
    iam.getServiceLinkedRoleDeletionStatus({ DeletionTaskId: 'task/none' }),
  ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
});
