import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('pages through its users', async () => {
  await iam.createGroup({ GroupName: 'g' });
  for (const UserName of ['c', 'a', 'B']) {
    await iam.createUser({ UserName });
    await iam.addUserToGroup({ GroupName: 'g', UserName });
  }
  const first = await iam.getGroup({ GroupName: 'g', MaxItems: 2 });
  expect(first.Users?.map((each) => each.UserName)).toEqual(['a', 'B']);
  const second = await iam.getGroup({ GroupName: 'g', Marker: first.Marker });
  expect(second.Users?.map((each) => each.UserName)).toEqual(['c']);
  await expect(iam.getGroup({ GroupName: 'none' })).rejects.toThrow(
    'The group with name none cannot be found.',
  );
});
