import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
// The SDK takes LimitExceeded for throttling and would try three times.
const iam = stack.client(IAM, { maxAttempts: 1 });
afterAll(() => stack.stop());

test('answers the group, and refuses the name a second time', async () => {
  const { Group } = await iam.createGroup({ GroupName: 'dev', Path: '/t/' });
  expect(Group).toEqual({
    Path: '/t/',
    GroupName: 'dev',
    GroupId: expect.stringMatching(/^AGPA/),
    Arn: 'arn:aws:iam::123456789012:group/t/dev',
    CreateDate: expect.any(Date),
  });
  await expect(iam.createGroup({ GroupName: 'dev' })).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
    message: 'Group with name dev already exists.',
  });
});

test('three hundred in an account, however many are asked for at once', async () => {
  const attempts = Array.from({ length: 310 }, (_, i) => iam.createGroup({ GroupName: `g${i}` }));
  const settled = await Promise.allSettled(attempts);
  // One is there from the test before.
  expect(settled.filter((each) => each.status === 'fulfilled')).toHaveLength(299);
  await expect(iam.createGroup({ GroupName: 'more' })).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: 'Cannot exceed quota for GroupsPerAccount: 300',
    $metadata: { httpStatusCode: 409 },
  });
});
