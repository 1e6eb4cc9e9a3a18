import { STS } from '@aws-sdk/client-sts';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
afterAll(() => stack.stop());

const as = (accessKeyId: string): STS =>
  stack.client(STS, { credentials: { accessKeyId, secretAccessKey: 'x' } });

test.each([
  ['test', '123456789012'],
  ['AKIAIOSFODNN7EXAMPLE', '123456789012'],
  ['000000000000', '000000000000'],
])('%s is the root of %s', async (accessKeyId, account) => {
  const { Account, Arn, UserId } = await as(accessKeyId).getCallerIdentity({});
  expect([Account, Arn, UserId]).toEqual([account, `arn:aws:iam::${account}:root`, account]);
});
