import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('the key is gone at once', async () => {
  await iam.createUser({ UserName: 'u' });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'u' });
  const AccessKeyId = AccessKey?.AccessKeyId ?? '';
  await iam.deleteAccessKey({ UserName: 'u', AccessKeyId });
  expect((await iam.listAccessKeys({ UserName: 'u' })).AccessKeyMetadata).toEqual([]);
  await expect(iam.deleteAccessKey({ UserName: 'u', AccessKeyId })).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: `The Access Key with id ${AccessKeyId} cannot be found.`,
  });
});
