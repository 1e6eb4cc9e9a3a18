import { STS } from '@aws-sdk/client-sts';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const sts = stack.client(STS);
afterAll(() => stack.stop());

test('read off the id, of AWS as of Brume', async () => {
  const known = await sts.getAccessKeyInfo({ AccessKeyId: 'ASIAQNZGKIQY56JQ7WML' });
  expect(known.Account).toBe('029608264753');
  const { Credentials } = await sts.assumeRole({
    RoleArn: 'arn:aws:iam::000000000012:role/any',
    RoleSessionName: 's1',
  });
  const own = await sts.getAccessKeyInfo({ AccessKeyId: Credentials?.AccessKeyId });
  expect(own.Account).toBe('000000000012');
});

test('an id that carries no account', async () => {
  await expect(sts.getAccessKeyInfo({ AccessKeyId: 'not-an-access-key' })).rejects.toMatchObject({
    name: 'ValidationError',
  });
});
