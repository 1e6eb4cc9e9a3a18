import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
// The SDK takes LimitExceeded for throttling and would try three times.
const iam = stack.client(IAM, { maxAttempts: 1 });
afterAll(() => stack.stop());

test('up to ten groups; again is no error', async () => {
  await iam.createUser({ UserName: 'u' });
  for (let i = 0; i < 11; i++) await iam.createGroup({ GroupName: `g${i}` });
  for (let i = 0; i < 10; i++) await iam.addUserToGroup({ GroupName: `g${i}`, UserName: 'u' });
  await iam.addUserToGroup({ GroupName: 'g0', UserName: 'u' });
  await expect(iam.addUserToGroup({ GroupName: 'g10', UserName: 'u' })).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: 'Cannot exceed quota for GroupsPerUser: 10',
  });
  await expect(iam.addUserToGroup({ GroupName: 'none', UserName: 'u' })).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});
