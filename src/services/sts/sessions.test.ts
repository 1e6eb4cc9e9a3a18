import { STS } from '@aws-sdk/client-sts';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../stack/create-stack.ts';

const stack = await createStack();
const sts = stack.client(STS);
afterAll(() => stack.stop());

test('a session says that it expired for a day; new sessions clear it away after that', async () => {
  const role = { RoleArn: 'arn:aws:iam::123456789012:role/r', RoleSessionName: 'me' };
  const { Credentials } = await sts.assumeRole({ ...role, DurationSeconds: 900 });
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken,
  };
  const old = stack.client(STS, { credentials });
  await stack.clock.advance(80_000_000);
  await sts.assumeRole(role);
  await expect(old.getCallerIdentity({})).rejects.toMatchObject({ name: 'ExpiredToken' });
  await stack.clock.advance(10_000_000);
  await sts.assumeRole(role);
  await expect(old.getCallerIdentity({})).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
});
