import { IAM } from '@aws-sdk/client-iam';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../stack/create-stack.ts';
import { ALLOW_ALL } from './test-documents.ts';

const stack = await createStack();
const iam = stack.client(IAM, { maxAttempts: 1 });
afterAll(() => stack.stop());

const user = fc.constantFrom('ann', 'Bob', 'cyd');
const group = fc.constantFrom('dev', 'ops');
const policy = fc.constantFrom('read', 'write');
const arnOf = (name: string): string => `arn:aws:iam::123456789012:policy/${name}`;

/** One request; most are refused at some time, and what is refused must leave no trace. */
const request = fc.oneof(
  user.map((UserName) => () => iam.createUser({ UserName })),
  user.map((UserName) => () => iam.deleteUser({ UserName })),
  fc.tuple(user, user).map(
    ([UserName, NewUserName]) =>
      () =>
        iam.updateUser({ UserName, NewUserName }),
  ),
  group.map((GroupName) => () => iam.createGroup({ GroupName })),
  group.map((GroupName) => () => iam.deleteGroup({ GroupName })),
  policy.map((PolicyName) => () => iam.createPolicy({ PolicyName, PolicyDocument: ALLOW_ALL })),
  policy.map((name) => () => iam.deletePolicy({ PolicyArn: arnOf(name) })),
  fc.tuple(user, group).map(
    ([UserName, GroupName]) =>
      () =>
        iam.addUserToGroup({ UserName, GroupName }),
  ),
  fc.tuple(user, group).map(
    ([UserName, GroupName]) =>
      () =>
        iam.removeUserFromGroup({ UserName, GroupName }),
  ),
  fc.tuple(user, policy).map(
    ([UserName, name]) =>
      () =>
        iam.attachUserPolicy({ UserName, PolicyArn: arnOf(name) }),
  ),
  fc.tuple(user, policy).map(
    ([UserName, name]) =>
      () =>
        iam.detachUserPolicy({ UserName, PolicyArn: arnOf(name) }),
  ),
  fc.tuple(group, policy).map(
    ([GroupName, name]) =>
      () =>
        iam.attachGroupPolicy({ GroupName, PolicyArn: arnOf(name) }),
  ),
  fc.tuple(user, policy).map(
    ([UserName, name]) =>
      () =>
        iam.putUserPermissionsBoundary({ UserName, PermissionsBoundary: arnOf(name) }),
  ),
);

/** Something to relate; the name `cyd` stays free, for renaming. */
async function seed(): Promise<void> {
  for (const UserName of ['ann', 'Bob']) await iam.createUser({ UserName });
  for (const GroupName of ['dev', 'ops']) await iam.createGroup({ GroupName });
  for (const PolicyName of ['read', 'write']) {
    await iam.createPolicy({ PolicyName, PolicyDocument: ALLOW_ALL });
  }
}

/** Who is attached to what, and who is in which group: as users and groups tell it. */
async function byPrincipal(): Promise<string[]> {
  const found: string[] = [];
  for (const { UserName } of (await iam.listUsers({})).Users ?? []) {
    const { AttachedPolicies } = await iam.listAttachedUserPolicies({ UserName });
    found.push(...(AttachedPolicies ?? []).map((each) => `${UserName} has ${each.PolicyName}`));
    const { Groups } = await iam.listGroupsForUser({ UserName });
    found.push(...(Groups ?? []).map((each) => `${UserName} in ${each.GroupName}`));
    const bound = (await iam.getUser({ UserName })).User?.PermissionsBoundary
      ?.PermissionsBoundaryArn;
    if (bound !== undefined) found.push(`${UserName} below ${bound.split('/')[1]}`);
  }
  for (const { GroupName } of (await iam.listGroups({})).Groups ?? []) {
    const { AttachedPolicies } = await iam.listAttachedGroupPolicies({ GroupName });
    found.push(...(AttachedPolicies ?? []).map((each) => `${GroupName} has ${each.PolicyName}`));
  }
  return found.toSorted();
}

/** The same as policies and groups tell it. */
async function byPolicy(): Promise<string[]> {
  const found: string[] = [];
  for (const { PolicyName, Arn } of (await iam.listPolicies({ Scope: 'Local' })).Policies ?? []) {
    for (const [PolicyUsageFilter, verb] of [
      ['PermissionsPolicy', 'has'],
      ['PermissionsBoundary', 'below'],
    ] as const) {
      const uses = await iam.listEntitiesForPolicy({ PolicyArn: Arn, PolicyUsageFilter });
      const users = (uses.PolicyUsers ?? []).map((each) => each.UserName);
      const groups = (uses.PolicyGroups ?? []).map((each) => each.GroupName);
      found.push(...[...users, ...groups].map((name) => `${name} ${verb} ${PolicyName}`));
    }
  }
  for (const { GroupName } of (await iam.listGroups({})).Groups ?? []) {
    const { Users } = await iam.getGroup({ GroupName });
    found.push(...(Users ?? []).map((each) => `${each.UserName} in ${GroupName}`));
  }
  return found.toSorted();
}

test('whatever is asked, and many at once: both sides of every relation agree', async () => {
  const rounds = fc.array(fc.array(request, { minLength: 1, maxLength: 5 }), {
    minLength: 8,
    maxLength: 25,
  });
  await fc.assert(
    fc.asyncProperty(rounds, async (batches) => {
      await stack.reset();
      await seed();
      for (const batch of batches) await Promise.allSettled(batch.map((send) => send()));
      const relations = await byPrincipal();
      expect(await byPolicy()).toEqual(relations);
      const { SummaryMap } = await iam.getAccountSummary({});
      expect(SummaryMap?.['Users']).toBe((await iam.listUsers({})).Users?.length);
    }),
    { numRuns: 12 },
  );
});
