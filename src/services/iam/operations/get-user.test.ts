import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('without a name: the caller', async () => {
  expect((await iam.getUser({})).User).toMatchObject({
    UserId: '123456789012',
    Arn: 'arn:aws:iam::123456789012:root',
  });
  await iam.createUser({ UserName: 'bob', Path: '/ops/' });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'bob' });
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const bob = stack.client(IAM, { credentials });
  expect((await bob.getUser({})).User).toMatchObject({ UserName: 'bob', Path: '/ops/' });
});

test('an unknown user', async () => {
  await expect(iam.getUser({ UserName: 'x' })).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: 'The user with name x cannot be found.',
  });
});
