import { IAM } from '@aws-sdk/client-iam';
import { afterAll, describe, expect, test } from 'vitest';
import { createStack } from '../../stack/create-stack.ts';
import { ALLOW_ALL, LAMBDA_TRUST } from './test-documents.ts';

const stack = await createStack();
// The SDK takes LimitExceeded for throttling and would try three times.
const iam = stack.client(IAM, { maxAttempts: 1 });
afterAll(() => stack.stop());

await iam.createRole({ RoleName: 'x', AssumeRolePolicyDocument: LAMBDA_TRUST });
await iam.createUser({ UserName: 'x' });
await iam.createInstanceProfile({ InstanceProfileName: 'x' });
const { Policy } = await iam.createPolicy({ PolicyName: 'x', PolicyDocument: ALLOW_ALL });
const PolicyArn = Policy?.Arn;

type Tags = { Key: string; Value: string }[];

const kinds = [
  {
    kind: 'role',
    tag: (tags: Tags) => iam.tagRole({ RoleName: 'x', Tags: tags }),
    untag: (TagKeys: string[]) => iam.untagRole({ RoleName: 'x', TagKeys }),
    list: (page: object) => iam.listRoleTags({ ...page, RoleName: 'x' }),
  },
  {
    kind: 'user',
    tag: (tags: Tags) => iam.tagUser({ UserName: 'x', Tags: tags }),
    untag: (TagKeys: string[]) => iam.untagUser({ UserName: 'x', TagKeys }),
    list: (page: object) => iam.listUserTags({ ...page, UserName: 'x' }),
  },
  {
    kind: 'instance profile',
    tag: (tags: Tags) => iam.tagInstanceProfile({ InstanceProfileName: 'x', Tags: tags }),
    untag: (TagKeys: string[]) => iam.untagInstanceProfile({ InstanceProfileName: 'x', TagKeys }),
    list: (page: object) => iam.listInstanceProfileTags({ ...page, InstanceProfileName: 'x' }),
  },
  {
    kind: 'policy',
    tag: (tags: Tags) => iam.tagPolicy({ PolicyArn, Tags: tags }),
    untag: (TagKeys: string[]) => iam.untagPolicy({ PolicyArn, TagKeys }),
    list: (page: object) => iam.listPolicyTags({ ...page, PolicyArn }),
  },
];

describe.each(kinds)('tags of a $kind', ({ tag, untag, list }) => {
  test('errors: a key twice, more than fifty', async () => {
    const twice = [{ Key: 'a', Value: '1' }, { Key: 'A', Value: '2' }];
    await expect(tag(twice)).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    });
    await tag(Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}`, Value: '' })));
    await expect(tag([{ Key: 'one-more', Value: '' }])).rejects.toMatchObject({ name: 'LimitExceededException' });
    await untag(Array.from({ length: 50 }, (_, i) => `K${i}`));
    expect((await list({})).Tags).toEqual([]);
  });

  test('behaviour: sorted by key, replaced whatever the case, in pages', async () => {
    await tag([{ Key: 'team', Value: 'a' }, { Key: 'env', Value: 'dev' }]);
    await tag([{ Key: 'Team', Value: 'b' }]);
    const first = await list({ MaxItems: 1 });
    expect(first).toMatchObject({ Tags: [{ Key: 'Team', Value: 'b' }], IsTruncated: true });
    expect((await list({ Marker: first.Marker })).Tags).toEqual([{ Key: 'env', Value: 'dev' }]);
    await untag(['team', 'env', 'never']);
    expect((await list({})).Tags).toEqual([]);
  });
});
