import { IAM } from '@aws-sdk/client-iam';
import { afterAll, describe, expect, test } from 'vitest';
import { createStack } from '../../stack/create-stack.ts';
import { ALLOW_ALL, LAMBDA_TRUST } from './test-documents.ts';

const stack = await createStack();
// The SDK takes LimitExceeded for throttling and would try three times.
const iam = stack.client(IAM, { maxAttempts: 1 });
afterAll(() => stack.stop());

const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';

await iam.createRole({ RoleName: 'x', AssumeRolePolicyDocument: LAMBDA_TRUST });
await iam.createUser({ UserName: 'x' });
await iam.createGroup({ GroupName: 'x' });

const kinds = [
  {
    kind: 'Role',
    attach: (PolicyArn: string) => iam.attachRolePolicy({ PolicyArn, RoleName: 'x' }),
    detach: (PolicyArn: string) => iam.detachRolePolicy({ PolicyArn, RoleName: 'x' }),
    list: (page: object) => iam.listAttachedRolePolicies({ ...page, RoleName: 'x' }),
  },
  {
    kind: 'User',
    attach: (PolicyArn: string) => iam.attachUserPolicy({ PolicyArn, UserName: 'x' }),
    detach: (PolicyArn: string) => iam.detachUserPolicy({ PolicyArn, UserName: 'x' }),
    list: (page: object) => iam.listAttachedUserPolicies({ ...page, UserName: 'x' }),
  },
  {
    kind: 'Group',
    attach: (PolicyArn: string) => iam.attachGroupPolicy({ PolicyArn, GroupName: 'x' }),
    detach: (PolicyArn: string) => iam.detachGroupPolicy({ PolicyArn, GroupName: 'x' }),
    list: (page: object) => iam.listAttachedGroupPolicies({ ...page, GroupName: 'x' }),
  },
];

describe.each(kinds)('managed policies of a $kind', ({ kind, attach, detach, list }) => {
  test('errors', async () => {
    const arn = 'arn:aws:iam::aws:policy/Nothing';
    await expect(attach(arn)).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: `Policy ${arn} does not exist or is not attachable.`,
    });
    await expect(detach(ADMIN)).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: `Policy ${ADMIN} was not found.`,
    });
    await expect(attach('arn:aws:iam::aws:role/no-policy')).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
  });

  test('behaviour: attach, again, list below a path, detach', async () => {
    await attach(BASIC);
    await attach(ADMIN);
    await attach(BASIC);
    expect((await list({})).AttachedPolicies).toEqual([
      { PolicyName: 'AdministratorAccess', PolicyArn: ADMIN },
      { PolicyName: 'AWSLambdaBasicExecutionRole', PolicyArn: BASIC },
    ]);
    const below = await list({ PathPrefix: '/service-role/' });
    expect(below.AttachedPolicies?.map((each) => each.PolicyArn)).toEqual([BASIC]);
    await detach(BASIC);
    await detach(ADMIN);
    expect((await list({})).AttachedPolicies).toEqual([]);
    expect((await iam.listPolicies({ OnlyAttached: true })).Policies).toEqual([]);
  });

  test('edge: ten at most', async () => {
    const arns: string[] = [];
    for (let i = 0; i < 11; i++) {
      const input = { PolicyName: `${kind}${i}`, PolicyDocument: ALLOW_ALL };
      arns.push((await iam.createPolicy(input)).Policy?.Arn ?? '');
    }
    for (const arn of arns.slice(0, 10)) await attach(arn);
    await expect(attach(arns[10] ?? '')).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: `Cannot exceed quota for PoliciesPer${kind}: 10`,
    });
    for (const arn of arns.slice(0, 10)) await detach(arn);
  });
});

const bounded = [
  {
    kind: 'role',
    put: (PermissionsBoundary: string) => iam.putRolePermissionsBoundary({ PermissionsBoundary, RoleName: 'x' }),
    remove: () => iam.deleteRolePermissionsBoundary({ RoleName: 'x' }),
    read: async () => (await iam.getRole({ RoleName: 'x' })).Role?.PermissionsBoundary,
  },
  {
    kind: 'user',
    put: (PermissionsBoundary: string) => iam.putUserPermissionsBoundary({ PermissionsBoundary, UserName: 'x' }),
    remove: () => iam.deleteUserPermissionsBoundary({ UserName: 'x' }),
    read: async () => (await iam.getUser({ UserName: 'x' })).User?.PermissionsBoundary,
  },
];

test.each(bounded)('the boundary of a $kind: set, replaced, removed', async ({ put, remove, read }) => {
  const count = async (PolicyArn: string): Promise<number | undefined> =>
    (await iam.getPolicy({ PolicyArn })).Policy?.PermissionsBoundaryUsageCount;
  await put(BASIC);
  await put(ADMIN);
  expect(await read()).toEqual({ PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: ADMIN });
  expect([await count(BASIC), await count(ADMIN)]).toEqual([0, 1]);
  await remove();
  expect([await read(), await count(ADMIN)]).toEqual([undefined, 0]);
});

test('a policy that is deleted while it is being attached: one of the two wins', async () => {
  for (let round = 0; round < 10; round++) {
    const { Policy } = await iam.createPolicy({ PolicyName: `race${round}`, PolicyDocument: ALLOW_ALL });
    const PolicyArn = Policy?.Arn;
    const [attached, deleted] = await Promise.allSettled([
      iam.attachUserPolicy({ UserName: 'x', PolicyArn }),
      iam.deletePolicy({ PolicyArn }),
    ]);
    expect([attached.status, deleted.status].sort()).toEqual(['fulfilled', 'rejected']);
    if (attached.status === 'fulfilled') await iam.detachUserPolicy({ UserName: 'x', PolicyArn });
  }
});
