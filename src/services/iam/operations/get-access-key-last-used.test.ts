import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('a key that was never used, and one that is not there', async () => {
  await iam.createUser({ UserName: 'u' });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'u' });
  expect(await iam.getAccessKeyLastUsed({ AccessKeyId: AccessKey?.AccessKeyId })).toMatchObject({
    UserName: 'u',
    AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' },
  });
  await expect(
    iam.getAccessKeyLastUsed({ AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' }),
  ).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});
