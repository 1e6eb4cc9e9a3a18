/** What tagging does alike for roles, users, policies and instance profiles. The client must try once: the SDK takes LimitExceeded for throttling. */
import type { IAM } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { ALLOW_ALL } from '../test-documents.ts';
import { principalCalls, type TagCalls } from './principals.ts';

export type TaggedKind = 'role' | 'user' | 'policy' | 'instanceProfile';

function tagCalls(iam: IAM, kind: TaggedKind): TagCalls {
  const role = { RoleName: 'x' };
  const user = { UserName: 'x' };
  const policy = { PolicyArn: 'arn:aws:iam::123456789012:policy/x' };
  const profile = { InstanceProfileName: 'x' };
  const calls: Record<TaggedKind, TagCalls> = {
    role: {
      create: principalCalls(iam, 'role').create,
      tag: (Tags) => iam.tagRole({ ...role, Tags }),
      untag: (TagKeys) => iam.untagRole({ ...role, TagKeys }),
      list: (page) => iam.listRoleTags({ ...page, ...role }),
    },
    user: {
      create: principalCalls(iam, 'user').create,
      tag: (Tags) => iam.tagUser({ ...user, Tags }),
      untag: (TagKeys) => iam.untagUser({ ...user, TagKeys }),
      list: (page) => iam.listUserTags({ ...page, ...user }),
    },
    policy: {
      create: () => iam.createPolicy({ PolicyName: 'x', PolicyDocument: ALLOW_ALL }),
      tag: (Tags) => iam.tagPolicy({ ...policy, Tags }),
      untag: (TagKeys) => iam.untagPolicy({ ...policy, TagKeys }),
      list: (page) => iam.listPolicyTags({ ...page, ...policy }),
    },
    instanceProfile: {
      create: () => iam.createInstanceProfile(profile),
      tag: (Tags) => iam.tagInstanceProfile({ ...profile, Tags }),
      untag: (TagKeys) => iam.untagInstanceProfile({ ...profile, TagKeys }),
      list: (page) => iam.listInstanceProfileTags({ ...page, ...profile }),
    },
  };
  return calls[kind];
}

export function testTag(iam: IAM, kind: TaggedKind): void {
  test('errors: nothing to tag, a key twice, more than fifty', async () => {
    const { create, tag } = tagCalls(iam, kind);
    await expect(tag([{ Key: 'a', Value: '' }])).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
    await create();
    const twice = [
      { Key: 'a', Value: '1' },
      { Key: 'A', Value: '2' },
    ];
    await expect(tag(twice)).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    });
    await tag(Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}`, Value: '' })));
    await expect(tag([{ Key: 'one-more', Value: '' }])).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
  });

  test('behaviour: a key is replaced whatever its case', async () => {
    const { tag, list } = tagCalls(iam, kind);
    await tag([{ Key: 'K0', Value: 'new' }]);
    const { Tags } = await list({});
    expect(Tags).toHaveLength(50);
    expect(Tags?.[0]).toEqual({ Key: 'K0', Value: 'new' });
  });
}

export function testUntag(iam: IAM, kind: TaggedKind): void {
  test('keys that are not there do not matter, nor does case', async () => {
    const { create, tag, untag, list } = tagCalls(iam, kind);
    await create();
    await tag(['a', 'b', 'c'].map((Key) => ({ Key, Value: '' })));
    await untag(['A', 'c', 'never']);
    expect((await list({})).Tags).toEqual([{ Key: 'b', Value: '' }]);
  });
}

export function testListTags(iam: IAM, kind: TaggedKind): void {
  test('sorted by key, in pages', async () => {
    const { create, tag, list } = tagCalls(iam, kind);
    await create();
    expect(await list({})).toMatchObject({ Tags: [], IsTruncated: false });
    await tag([
      { Key: 'team', Value: 'a' },
      { Key: 'env', Value: 'ä:/=+@' },
    ]);
    const first = await list({ MaxItems: 1 });
    expect(first).toMatchObject({ Tags: [{ Key: 'env', Value: 'ä:/=+@' }], IsTruncated: true });
    const second = await list({ Marker: first.Marker });
    expect(second.Tags).toEqual([{ Key: 'team', Value: 'a' }]);
  });
}
