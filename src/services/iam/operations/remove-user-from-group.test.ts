import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('takes the user out', async () => {
  await iam.createUser({ UserName: 'u' });
  await iam.createGroup({ GroupName: 'g' });
  await iam.addUserToGroup({ GroupName: 'g', UserName: 'u' });
  await iam.removeUserFromGroup({ GroupName: 'g', UserName: 'u' });
  expect((await iam.getGroup({ GroupName: 'g' })).Users).toEqual([]);
  expect((await iam.listGroupsForUser({ UserName: 'u' })).Groups).toEqual([]);
});
