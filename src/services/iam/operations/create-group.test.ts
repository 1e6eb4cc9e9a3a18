import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const iam = stack.client(IAM);
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
