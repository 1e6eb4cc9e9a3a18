import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { ALLOW_ALL } from '../test-documents.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('refuses while something hangs on the user', async () => {
  const UserName = 'u';
  await iam.createUser({ UserName });
  await iam.createGroup({ GroupName: 'g' });
  await iam.addUserToGroup({ GroupName: 'g', UserName });
  const { AccessKey } = await iam.createAccessKey({ UserName });
  await iam.putUserPolicy({ UserName, PolicyName: 'p', PolicyDocument: ALLOW_ALL });
  const refuses = (obstacle: string) =>
    expect(iam.deleteUser({ UserName })).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: `Cannot delete entity, ${obstacle}.`,
    });
  await refuses('must delete access keys first');
  await iam.deleteAccessKey({ UserName, AccessKeyId: AccessKey?.AccessKeyId });
  await refuses('must remove users from group first');
  await iam.removeUserFromGroup({ GroupName: 'g', UserName });
  await refuses('must delete policies first');
  await iam.deleteUserPolicy({ UserName, PolicyName: 'p' });
  await iam.deleteUser({ UserName });
  await expect(iam.deleteUser({ UserName })).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});
