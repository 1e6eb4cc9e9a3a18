import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { LAMBDA_TRUST } from '../test-documents.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('pages by name, below a path', async () => {
  for (const name of ['c', 'A', 'b']) {
    await iam.createRole({
      RoleName: name,
      AssumeRolePolicyDocument: LAMBDA_TRUST,
      Path: '/team/',
    });
  }
  await iam.createRole({ RoleName: 'aa', AssumeRolePolicyDocument: LAMBDA_TRUST });
  const first = await iam.listRoles({ PathPrefix: '/team/', MaxItems: 2 });
  expect(first.Roles?.map((each) => each.RoleName)).toEqual(['A', 'b']);
  expect(first.IsTruncated).toBe(true);
  const second = await iam.listRoles({ PathPrefix: '/team/', MaxItems: 2, Marker: first.Marker });
  expect(second.Roles?.map((each) => each.RoleName)).toEqual(['c']);
  expect(second).toMatchObject({ IsTruncated: false });
  expect(second.Marker).toBeUndefined();
  expect((await iam.listRoles({})).Roles).toHaveLength(4);
});

test('refuses a marker that is none', async () => {
  await expect(iam.listRoles({ Marker: '%%%' })).rejects.toMatchObject({ name: 'ValidationError' });
});
