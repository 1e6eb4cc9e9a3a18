import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

const other = stack.client(IAM, {
  credentials: { accessKeyId: '210987654321', secretAccessKey: 'x' },
});

test('one alias an account, unique among accounts', async () => {
  await iam.createAccountAlias({ AccountAlias: 'acme' });
  await expect(other.createAccountAlias({ AccountAlias: 'acme' })).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
  });
  await iam.createAccountAlias({ AccountAlias: 'acme-two' });
  expect((await iam.listAccountAliases({})).AccountAliases).toEqual(['acme-two']);
  await other.createAccountAlias({ AccountAlias: 'acme' });
});
