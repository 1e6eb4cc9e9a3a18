import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('empty at first; the name is taken then', async () => {
  const { InstanceProfile } = await iam.createInstanceProfile({
    InstanceProfileName: 'p',
    Path: '/w/',
  });
  expect(InstanceProfile).toMatchObject({
    Arn: 'arn:aws:iam::123456789012:instance-profile/w/p',
    InstanceProfileId: expect.stringMatching(/^AIPA/),
    Roles: [],
  });
  await expect(iam.createInstanceProfile({ InstanceProfileName: 'p' })).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
    message: 'Instance Profile p already exists.',
  });
});
