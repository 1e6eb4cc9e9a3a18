import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test("only the account's own", async () => {
  await iam.createAccountAlias({ AccountAlias: 'acme' });
  await expect(iam.deleteAccountAlias({ AccountAlias: 'other' })).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
  await iam.deleteAccountAlias({ AccountAlias: 'acme' });
  expect((await iam.listAccountAliases({})).AccountAliases).toEqual([]);
});
