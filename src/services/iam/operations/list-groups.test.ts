import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('in order of name', async () => {
  for (const GroupName of ['z', 'M']) await iam.createGroup({ GroupName });
  const { Groups } = await iam.listGroups({});
  expect(Groups?.map((each) => each.GroupName)).toEqual(['M', 'z']);
});
