import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { ALLOW_ALL } from '../test-documents.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('only when nobody is in it and nothing attached', async () => {
  const GroupName = 'g';
  await iam.createGroup({ GroupName });
  await iam.createUser({ UserName: 'u' });
  await iam.addUserToGroup({ GroupName, UserName: 'u' });
  await iam.putGroupPolicy({ GroupName, PolicyName: 'p', PolicyDocument: ALLOW_ALL });
  await expect(iam.deleteGroup({ GroupName })).rejects.toThrow(
    'must remove users from group first',
  );
  await iam.removeUserFromGroup({ GroupName, UserName: 'u' });
  await expect(iam.deleteGroup({ GroupName })).rejects.toThrow('must delete policies first');
  await iam.deleteGroupPolicy({ GroupName, PolicyName: 'p' });
  await iam.deleteGroup({ GroupName });
  expect((await iam.listGroups({})).Groups).toEqual([]);
});
