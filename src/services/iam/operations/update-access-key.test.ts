import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('an inactive key is refused from the next request on', async () => {
  await iam.createUser({ UserName: 'u' });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'u' });
  const AccessKeyId = AccessKey?.AccessKeyId ?? '';
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const user = stack.client(IAM, { credentials });
  expect((await user.getUser({})).User?.UserName).toBe('u');
  await iam.updateAccessKey({ UserName: 'u', AccessKeyId, Status: 'Inactive' });
  await expect(user.getUser({})).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
    $metadata: { httpStatusCode: 403 },
  });
  await iam.updateAccessKey({ UserName: 'u', AccessKeyId, Status: 'Active' });
  expect((await user.getUser({})).User?.UserName).toBe('u');
});
