import { IAM } from '@aws-sdk/client-iam';
import { afterAll, describe, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { ALLOW_ALL, LAMBDA_TRUST } from '../test-documents.ts';

const stack = await createStack();
// The SDK takes LimitExceeded for throttling and would try three times.
const iam = stack.client(IAM, { maxAttempts: 1 });
afterAll(() => stack.stop());

const role = { RoleName: 'worker', AssumeRolePolicyDocument: LAMBDA_TRUST };

describe('errors', () => {
  test.each([
    ['{ "Version": ', 'This policy contains invalid Json'],
    [ALLOW_ALL, 'Has prohibited field Resource'],
  ])('refuses the trust policy %s', async (document, message) => {
    const refused = iam.createRole({ RoleName: 'bad', AssumeRolePolicyDocument: document });
    await expect(refused).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message,
    });
  });

  test('refuses a trust policy beyond 2048 characters', async () => {
    const sid = 'a'.repeat(2048);
    const document = LAMBDA_TRUST.replace('"Effect"', `"Sid": "${sid}", "Effect"`);
    await expect(
      iam.createRole({ ...role, AssumeRolePolicyDocument: document }),
    ).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for ACLSizePerRole: 2048',
    });
  });

  test('refuses a boundary that does not exist, and makes no role', async () => {
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/Nowhere';
    await expect(iam.createRole({ ...role, PermissionsBoundary })).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
    await expect(iam.getRole(role)).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });
});

describe('behaviour', () => {
  test('answers the role as GetRole does afterwards', async () => {
    const { Role } = await iam.createRole({
      ...role,
      RoleName: 'full',
      Path: '/service-role/',
      Description: '<It> & "works", ä.',
      MaxSessionDuration: 7200,
      PermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
      Tags: [{ Key: 'team', Value: 'a' }],
    });
    expect(Role).toMatchObject({
      Arn: 'arn:aws:iam::123456789012:role/service-role/full',
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      Description: '<It> & "works", ä.',
      MaxSessionDuration: 7200,
      PermissionsBoundary: {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: 'arn:aws:iam::aws:policy/PowerUserAccess',
      },
      Tags: [{ Key: 'team', Value: 'a' }],
    });
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(LAMBDA_TRUST);
    const { Role: read } = await iam.getRole({ RoleName: 'full' });
    expect(read).toEqual({ ...Role, RoleLastUsed: {} });
  });
});

describe('edge', () => {
  test('names differ by more than case', async () => {
    await iam.createRole({ ...role, RoleName: 'Mixed' });
    await expect(iam.createRole({ ...role, RoleName: 'mIXED' })).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      message: 'Role with name mIXED already exists.',
      $metadata: { httpStatusCode: 409 },
    });
  });

  test('of many at once with one name, one wins', async () => {
    const attempts = Array.from({ length: 8 }, () => iam.createRole({ ...role, RoleName: 'race' }));
    const settled = await Promise.allSettled(attempts);
    expect(settled.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
  });
});
