import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { ALLOW_ALL } from '../test-documents.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

const names = async (
  input: Parameters<typeof iam.listPolicies>[0],
): Promise<(string | undefined)[]> =>
  ((await iam.listPolicies(input)).Policies ?? []).map((each) => each.PolicyName);

test('scope, path, attachment and pages', async () => {
  for (const PolicyName of ['b', 'a'])
    await iam.createPolicy({ PolicyName, PolicyDocument: ALLOW_ALL });
  const { Policy } = await iam.createPolicy({
    PolicyName: 'c',
    Path: '/x/',
    PolicyDocument: ALLOW_ALL,
  });
  await iam.createGroup({ GroupName: 'g' });
  await iam.attachGroupPolicy({ GroupName: 'g', PolicyArn: Policy?.Arn });
  expect(await names({ Scope: 'Local' })).toEqual(['a', 'b', 'c']);
  expect(await names({ Scope: 'Local', PathPrefix: '/x/' })).toEqual(['c']);
  expect(await names({ OnlyAttached: true })).toEqual(['c']);
  expect(await names({ PolicyUsageFilter: 'PermissionsBoundary' })).toEqual([]);
  expect(await names({ Scope: 'AWS' })).toContain('AdministratorAccess');
  const page = await iam.listPolicies({ Scope: 'Local', MaxItems: 1 });
  expect(page.IsTruncated).toBe(true);
  expect(await names({ Scope: 'Local', Marker: page.Marker })).toEqual(['b', 'c']);
});
