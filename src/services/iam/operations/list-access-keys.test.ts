import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('without secrets', async () => {
  await iam.createUser({ UserName: 'u' });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'u' });
  const { AccessKeyMetadata } = await iam.listAccessKeys({ UserName: 'u' });
  expect(AccessKeyMetadata).toEqual([
    {
      UserName: 'u',
      AccessKeyId: AccessKey?.AccessKeyId,
      Status: 'Active',
      CreateDate: expect.any(Date),
    },
  ]);
});
