import { IAM } from '@aws-sdk/client-iam';
import { afterAll, describe, expect, test } from 'vitest';
import { createStack } from '../../stack/create-stack.ts';
import { ALLOW_ALL, ALLOW_LOGS, LAMBDA_TRUST } from './test-documents.ts';

const stack = await createStack();
// The SDK takes LimitExceeded for throttling and would try three times.
const iam = stack.client(IAM, { maxAttempts: 1 });
afterAll(() => stack.stop());

const policy = { PolicyName: 'p', PolicyDocument: ALLOW_LOGS };

await iam.createRole({ RoleName: 'x', AssumeRolePolicyDocument: LAMBDA_TRUST });
await iam.createUser({ UserName: 'x' });
await iam.createGroup({ GroupName: 'x' });

const kinds = [
  {
    kind: 'role',
    max: 10_240,
    put: (input: typeof policy) => iam.putRolePolicy({ ...input, RoleName: 'x' }),
    get: (PolicyName: string) => iam.getRolePolicy({ PolicyName, RoleName: 'x' }),
    list: (page: object) => iam.listRolePolicies({ ...page, RoleName: 'x' }),
    remove: (PolicyName: string) => iam.deleteRolePolicy({ PolicyName, RoleName: 'x' }),
    stranger: () => iam.putRolePolicy({ ...policy, RoleName: 'nobody' }),
  },
  {
    kind: 'user',
    max: 2048,
    put: (input: typeof policy) => iam.putUserPolicy({ ...input, UserName: 'x' }),
    get: (PolicyName: string) => iam.getUserPolicy({ PolicyName, UserName: 'x' }),
    list: (page: object) => iam.listUserPolicies({ ...page, UserName: 'x' }),
    remove: (PolicyName: string) => iam.deleteUserPolicy({ PolicyName, UserName: 'x' }),
    stranger: () => iam.putUserPolicy({ ...policy, UserName: 'nobody' }),
  },
  {
    kind: 'group',
    max: 5120,
    put: (input: typeof policy) => iam.putGroupPolicy({ ...input, GroupName: 'x' }),
    get: (PolicyName: string) => iam.getGroupPolicy({ PolicyName, GroupName: 'x' }),
    list: (page: object) => iam.listGroupPolicies({ ...page, GroupName: 'x' }),
    remove: (PolicyName: string) => iam.deleteGroupPolicy({ PolicyName, GroupName: 'x' }),
    stranger: () => iam.putGroupPolicy({ ...policy, GroupName: 'nobody' }),
  },
];

describe.each(kinds)('policies inside a $kind', ({ kind, max, put, get, list, remove, stranger }) => {
  test('errors', async () => {
    await expect(stranger()).rejects.toThrow(`The ${kind} with name nobody cannot be found.`);
    await expect(put({ ...policy, PolicyDocument: '{' })).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message: 'Syntax errors in policy.',
    });
    const missing = { name: 'NoSuchEntityException', message: `The ${kind} policy with name q cannot be found.` };
    await expect(get('q')).rejects.toMatchObject(missing);
    await expect(remove('q')).rejects.toMatchObject(missing);
  });

  test('behaviour: put, get, replace, list in pages, delete', async () => {
    await put(policy);
    await put({ ...policy, PolicyDocument: ALLOW_ALL });
    await put({ ...policy, PolicyName: 'a' });
    const replaced = await get('p');
    expect(replaced).toMatchObject({ PolicyName: 'p' });
    expect(decodeURIComponent(replaced.PolicyDocument ?? '')).toBe(ALLOW_ALL);
    const first = await list({ MaxItems: 1 });
    expect(first).toMatchObject({ PolicyNames: ['a'], IsTruncated: true });
    expect(await list({ Marker: first.Marker })).toMatchObject({ PolicyNames: ['p'], IsTruncated: false });
    await remove('a');
    await remove('p');
    expect((await list({})).PolicyNames).toEqual([]);
  });

  test('edge: all of them together have a limit, white space is free', async () => {
    const filler = (length: number): string => ALLOW_ALL.replace('"Effect"', `"Sid":"${'a'.repeat(length)}","Effect"`);
    const room = max - filler(0).length;
    await put({ PolicyName: 'full', PolicyDocument: `${' '.repeat(500)}${filler(room)}\n` });
    await expect(put({ PolicyName: 'one-more', PolicyDocument: ALLOW_ALL })).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: `Maximum policy size of ${max} bytes exceeded for ${kind} x`,
    });
    await remove('full');
  });

  test('edge: a name that means something to JavaScript is only a name', async () => {
    await expect(get('__proto__')).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    await put({ ...policy, PolicyName: '__proto__' });
    expect((await get('__proto__')).PolicyName).toBe('__proto__');
    await remove('__proto__');
  });
});
