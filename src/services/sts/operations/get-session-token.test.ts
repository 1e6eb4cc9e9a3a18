import { IAM } from '@aws-sdk/client-iam';
import { STS } from '@aws-sdk/client-sts';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const sts = stack.client(STS);
afterAll(() => stack.stop());

test("the root's lasts an hour, a user's as long as asked, and acts as the user", async () => {
  const root = await sts.getSessionToken({ DurationSeconds: 7200 });
  const hour = stack.clock.now() + 3_600_000;
  expect(Math.abs((root.Credentials?.Expiration?.getTime() ?? 0) - hour)).toBeLessThan(60_000);
  const iam = stack.client(IAM);
  await iam.createUser({ UserName: 'u' });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'u' });
  const user = stack.client(STS, {
    credentials: {
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    },
  });
  const { Credentials: issued } = await user.getSessionToken({});
  const session = stack.client(STS, {
    credentials: {
      accessKeyId: issued?.AccessKeyId ?? '',
      secretAccessKey: issued?.SecretAccessKey ?? '',
      sessionToken: issued?.SessionToken,
    },
  });
  const { Arn } = await session.getCallerIdentity({});
  expect(Arn).toBe('arn:aws:iam::123456789012:user/u');
  await expect(session.getSessionToken({})).rejects.toMatchObject({
    name: 'AccessDenied',
    message: 'Cannot call GetSessionToken with session credentials',
  });
});
