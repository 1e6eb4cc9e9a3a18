import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('answers the user, and refuses the name a second time', async () => {
  const { User } = await iam.createUser({ UserName: 'alice', Tags: [{ Key: 'k', Value: 'v' }] });
  expect(User).toEqual({
    Path: '/',
    UserName: 'alice',
    UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
    Arn: 'arn:aws:iam::123456789012:user/alice',
    CreateDate: expect.any(Date),
    Tags: [{ Key: 'k', Value: 'v' }],
  });
  await expect(iam.createUser({ UserName: 'Alice' })).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
    message: 'User with name Alice already exists.',
  });
});
