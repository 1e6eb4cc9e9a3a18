import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

const PolicyArn = 'arn:aws:iam::aws:policy/AmazonSQSFullAccess';

test('by kind, usage and path', async () => {
  await iam.createUser({ UserName: 'u', Path: '/x/', PermissionsBoundary: PolicyArn });
  await iam.createGroup({ GroupName: 'g' });
  await iam.attachGroupPolicy({ GroupName: 'g', PolicyArn });
  await iam.attachUserPolicy({ UserName: 'u', PolicyArn });
  const all = await iam.listEntitiesForPolicy({ PolicyArn });
  expect(all.PolicyGroups).toEqual([{ GroupName: 'g', GroupId: expect.stringMatching(/^AGPA/) }]);
  expect(all.PolicyUsers?.map((each) => each.UserName)).toEqual(['u']);
  const bounded = await iam.listEntitiesForPolicy({
    PolicyArn,
    PolicyUsageFilter: 'PermissionsBoundary',
  });
  expect([bounded.PolicyGroups, bounded.PolicyUsers?.length]).toEqual([[], 1]);
  expect(
    (await iam.listEntitiesForPolicy({ PolicyArn, EntityFilter: 'Group' })).PolicyUsers,
  ).toEqual([]);
  expect((await iam.listEntitiesForPolicy({ PolicyArn, PathPrefix: '/x/' })).PolicyGroups).toEqual(
    [],
  );
});

test('follows a user to its new name', async () => {
  await iam.updateUser({ UserName: 'u', NewUserName: 'v' });
  const { PolicyUsers } = await iam.listEntitiesForPolicy({ PolicyArn });
  expect(PolicyUsers?.map((each) => each.UserName)).toEqual(['v']);
});
