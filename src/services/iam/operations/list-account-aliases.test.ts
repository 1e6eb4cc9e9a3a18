import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('none at first', async () => {
  expect(await iam.listAccountAliases({})).toMatchObject({
    AccountAliases: [],
    IsTruncated: false,
  });
});
