import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('its groups, and no others', async () => {
  await iam.createUser({ UserName: 'u' });
  for (const GroupName of ['a', 'b', 'c']) await iam.createGroup({ GroupName });
  for (const GroupName of ['c', 'a']) await iam.addUserToGroup({ GroupName, UserName: 'u' });
  const { Groups } = await iam.listGroupsForUser({ UserName: 'u' });
  expect(Groups?.map((each) => each.GroupName)).toEqual(['a', 'c']);
});
