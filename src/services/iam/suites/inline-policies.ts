/** What the operations on inline policies do alike for roles, users and groups. The client must try once: the SDK takes LimitExceeded for throttling. */
import type { IAM } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { ALLOW_ALL, ALLOW_LOGS } from '../test-documents.ts';
import { principalCalls, type PrincipalName } from './principals.ts';

const policy = { PolicyName: 'p', PolicyDocument: ALLOW_LOGS };
const MAX_CHARACTERS = { role: 10_240, user: 2048, group: 5120 };

export function testPutPolicy(iam: IAM, kind: PrincipalName): void {
  test('errors', async () => {
    const { create, put } = principalCalls(iam, kind);
    await expect(put(policy)).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: `The ${kind} with name x cannot be found.`,
    });
    await create();
    await expect(put({ ...policy, PolicyDocument: '{' })).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message: 'Syntax errors in policy.',
    });
  });

  test('behaviour: a policy of the same name is replaced', async () => {
    const { put, get, list } = principalCalls(iam, kind);
    await put(policy);
    await put({ ...policy, PolicyDocument: ALLOW_ALL });
    expect(decodeURIComponent((await get('p')).PolicyDocument ?? '')).toBe(ALLOW_ALL);
    expect((await list({})).PolicyNames).toEqual(['p']);
  });

  test('edge: all of them together have a limit, and white space is free', async () => {
    const { put, remove } = principalCalls(iam, kind);
    await remove('p');
    const filled = (length: number): string =>
      ALLOW_ALL.replace('"Effect"', `"Sid":"${'a'.repeat(length)}","Effect"`);
    const room = MAX_CHARACTERS[kind] - filled(0).length;
    await put({ PolicyName: 'full', PolicyDocument: `${' '.repeat(500)}${filled(room)}\n` });
    await expect(put(policy)).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: `Maximum policy size of ${MAX_CHARACTERS[kind]} bytes exceeded for ${kind} x`,
    });
  });
}

export function testGetPolicy(iam: IAM, kind: PrincipalName): void {
  test('errors, also for a name that means something to JavaScript', async () => {
    const { create, get } = principalCalls(iam, kind);
    await create();
    for (const name of ['q', '__proto__', 'constructor']) {
      await expect(get(name)).rejects.toMatchObject({
        name: 'NoSuchEntityException',
        message: `The ${kind} policy with name ${name} cannot be found.`,
      });
    }
  });

  test('behaviour: the document comes back as it went in, percent-encoded', async () => {
    const { put, get } = principalCalls(iam, kind);
    await put({ ...policy, PolicyName: '__proto__' });
    const { PolicyName, PolicyDocument } = await get('__proto__');
    expect(PolicyName).toBe('__proto__');
    expect(PolicyDocument).not.toMatch(/[{}!'()*]/);
    expect(decodeURIComponent(PolicyDocument ?? '')).toBe(ALLOW_LOGS);
  });
}

export function testListPolicies(iam: IAM, kind: PrincipalName): void {
  test('by name, in pages', async () => {
    const { create, put, list } = principalCalls(iam, kind);
    await create();
    expect(await list({})).toMatchObject({ PolicyNames: [], IsTruncated: false });
    for (const PolicyName of ['c', 'a', 'b']) await put({ ...policy, PolicyName });
    const first = await list({ MaxItems: 2 });
    expect(first).toMatchObject({ PolicyNames: ['a', 'b'], IsTruncated: true });
    const second = await list({ MaxItems: 2, Marker: first.Marker });
    expect(second).toMatchObject({ PolicyNames: ['c'], IsTruncated: false });
  });
}

export function testDeletePolicy(iam: IAM, kind: PrincipalName): void {
  test('only the one of that name, and only once', async () => {
    const { create, put, list, remove } = principalCalls(iam, kind);
    await create();
    for (const PolicyName of ['a', 'b']) await put({ ...policy, PolicyName });
    await remove('a');
    expect((await list({})).PolicyNames).toEqual(['b']);
    await expect(remove('a')).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: `The ${kind} policy with name a cannot be found.`,
    });
  });
}
