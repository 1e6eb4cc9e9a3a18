import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { LAMBDA_TRUST } from '../test-documents.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test("an unknown role: AWS's words and status", async () => {
  await expect(iam.getRole({ RoleName: 'nobody' })).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: 'The role with name nobody cannot be found.',
    $metadata: { httpStatusCode: 404 },
  });
});

test('the document is percent-encoded as RFC 3986 has it', async () => {
  await iam.createRole({ RoleName: 'r', AssumeRolePolicyDocument: LAMBDA_TRUST });
  const { Role } = await iam.getRole({ RoleName: 'r' });
  expect(Role?.AssumeRolePolicyDocument).toMatch(
    /^%7B%20%22Version%22%3A%20%222012-10-17%22%2C%0A/,
  );
  expect(Role?.MaxSessionDuration).toBe(3600);
  expect(Role?.CreateDate?.getUTCMilliseconds()).toBe(0);
});

test('another account does not see it', async () => {
  const other = stack.client(IAM, {
    credentials: { accessKeyId: '210987654321', secretAccessKey: 'x' },
  });
  await expect(other.getRole({ RoleName: 'r' })).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});
