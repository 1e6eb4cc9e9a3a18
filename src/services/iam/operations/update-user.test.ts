import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('a new name and path: groups and keys follow', async () => {
  await iam.createUser({ UserName: 'old' });
  await iam.createGroup({ GroupName: 'g' });
  await iam.addUserToGroup({ GroupName: 'g', UserName: 'old' });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'old' });
  await iam.updateUser({ UserName: 'old', NewUserName: 'new', NewPath: '/p/' });
  await expect(iam.getUser({ UserName: 'old' })).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
  const { Group, Users } = await iam.getGroup({ GroupName: 'g' });
  expect([Group?.GroupName, Users?.map((each) => each.Arn)]).toEqual([
    'g',
    ['arn:aws:iam::123456789012:user/p/new'],
  ]);
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  expect((await stack.client(IAM, { credentials }).getUser({})).User?.UserName).toBe('new');
});

test('a name that is taken; another case of its own name is not', async () => {
  await iam.createUser({ UserName: 'one' });
  await expect(iam.updateUser({ UserName: 'one', NewUserName: 'NEW' })).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
  });
  await iam.updateUser({ UserName: 'one', NewUserName: 'ONE' });
  expect((await iam.getUser({ UserName: 'one' })).User?.UserName).toBe('ONE');
});
