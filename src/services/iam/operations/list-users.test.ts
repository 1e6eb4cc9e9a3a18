import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('below a path, without tags', async () => {
  await iam.createUser({ UserName: 'a', Path: '/x/', Tags: [{ Key: 'k', Value: 'v' }] });
  await iam.createUser({ UserName: 'b' });
  const { Users, IsTruncated } = await iam.listUsers({ PathPrefix: '/x/' });
  expect(Users?.map((each) => each.UserName)).toEqual(['a']);
  expect(Users?.[0]?.Tags).toBeUndefined();
  expect(IsTruncated).toBe(false);
});
