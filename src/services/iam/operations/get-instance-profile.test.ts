import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('an unknown profile', async () => {
  await expect(iam.getInstanceProfile({ InstanceProfileName: 'p' })).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: 'Instance Profile p cannot be found.',
  });
});
