/** What attaching managed policies and setting boundaries do alike for roles, users and groups. The client must try once: the SDK takes LimitExceeded for throttling. */
import type { IAM } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { ALLOW_ALL } from '../test-documents.ts';
import { principalCalls, type PrincipalName } from './principals.ts';

const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const QUOTAS = { role: 'PoliciesPerRole', user: 'PoliciesPerUser', group: 'PoliciesPerGroup' };

export function testAttachPolicy(iam: IAM, kind: PrincipalName): void {
  test('errors', async () => {
    const { create, attach } = principalCalls(iam, kind);
    await create();
    const arn = 'arn:aws:iam::aws:policy/Nothing';
    await expect(attach(arn)).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: `Policy ${arn} does not exist or is not attachable.`,
    });
    await expect(attach('arn:aws:iam::aws:role/no-policy')).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
  });

  test('behaviour: again is no error, and counts once', async () => {
    const { attach, listAttached } = principalCalls(iam, kind);
    await attach(BASIC);
    await attach(BASIC);
    expect((await listAttached({})).AttachedPolicies).toHaveLength(1);
    const { Policy } = await iam.getPolicy({ PolicyArn: BASIC });
    expect(Policy?.AttachmentCount).toBe(1);
  });

  test('edge: ten at most, also when more come at once', async () => {
    const { attach } = principalCalls(iam, kind);
    const attempts = Array.from({ length: 12 }, async (_, i) => {
      const input = { PolicyName: `p${i}`, PolicyDocument: ALLOW_ALL };
      const { Policy } = await iam.createPolicy(input);
      await attach(Policy?.Arn ?? '');
    });
    const settled = await Promise.allSettled(attempts);
    // One is attached from the test before.
    expect(settled.filter((each) => each.status === 'fulfilled')).toHaveLength(9);
    await expect(attach(ADMIN)).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: `Cannot exceed quota for ${QUOTAS[kind]}: 10`,
    });
  });
}

export function testDetachPolicy(iam: IAM, kind: PrincipalName): void {
  test('only what is attached', async () => {
    const { create, attach, detach, listAttached } = principalCalls(iam, kind);
    await create();
    await attach(BASIC);
    await expect(detach(ADMIN)).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: `Policy ${ADMIN} was not found.`,
    });
    await detach(BASIC);
    expect((await listAttached({})).AttachedPolicies).toEqual([]);
    expect((await iam.listPolicies({ OnlyAttached: true })).Policies).toEqual([]);
  });
}

export function testListAttachedPolicies(iam: IAM, kind: PrincipalName): void {
  test('below a path, and in pages', async () => {
    const { create, attach, listAttached } = principalCalls(iam, kind);
    await create();
    await attach(BASIC);
    await attach(ADMIN);
    const first = await listAttached({ MaxItems: 1 });
    expect(first).toMatchObject({
      AttachedPolicies: [{ PolicyName: 'AdministratorAccess', PolicyArn: ADMIN }],
      IsTruncated: true,
    });
    const basic = { PolicyName: 'AWSLambdaBasicExecutionRole', PolicyArn: BASIC };
    expect((await listAttached({ Marker: first.Marker })).AttachedPolicies).toEqual([basic]);
    expect((await listAttached({ PathPrefix: '/service-role/' })).AttachedPolicies).toEqual([
      basic,
    ]);
  });
}

interface BoundaryCalls {
  put: (PermissionsBoundary: string) => Promise<unknown>;
  remove: () => Promise<unknown>;
  read: () => Promise<object | undefined>;
}

function boundaryCalls(iam: IAM, kind: 'role' | 'user'): BoundaryCalls {
  if (kind === 'role') {
    const role = { RoleName: 'x' };
    return {
      put: (PermissionsBoundary) =>
        iam.putRolePermissionsBoundary({ PermissionsBoundary, ...role }),
      remove: () => iam.deleteRolePermissionsBoundary(role),
      read: async () => (await iam.getRole(role)).Role?.PermissionsBoundary,
    };
  }
  const user = { UserName: 'x' };
  return {
    put: (PermissionsBoundary) => iam.putUserPermissionsBoundary({ PermissionsBoundary, ...user }),
    remove: () => iam.deleteUserPermissionsBoundary(user),
    read: async () => (await iam.getUser(user)).User?.PermissionsBoundary,
  };
}

async function countBounded(iam: IAM, PolicyArn: string): Promise<number | undefined> {
  return (await iam.getPolicy({ PolicyArn })).Policy?.PermissionsBoundaryUsageCount;
}

export function testPutBoundary(iam: IAM, kind: 'role' | 'user'): void {
  test('errors: a policy that is not there', async () => {
    await principalCalls(iam, kind).create();
    const { put } = boundaryCalls(iam, kind);
    await expect(put('arn:aws:iam::aws:policy/Nothing')).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
  });

  test('behaviour: a new one takes the place of the old', async () => {
    const { put, read } = boundaryCalls(iam, kind);
    await put(BASIC);
    await put(ADMIN);
    expect(await read()).toEqual({
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: ADMIN,
    });
    expect(await countBounded(iam, BASIC)).toBe(0);
    expect(await countBounded(iam, ADMIN)).toBe(1);
  });
}

export function testDeleteBoundary(iam: IAM, kind: 'role' | 'user'): void {
  test('removes it, and again is no error', async () => {
    await principalCalls(iam, kind).create();
    const { put, remove, read } = boundaryCalls(iam, kind);
    await put(BASIC);
    await remove();
    await remove();
    expect(await read()).toBeUndefined();
    expect(await countBounded(iam, BASIC)).toBe(0);
  });
}
