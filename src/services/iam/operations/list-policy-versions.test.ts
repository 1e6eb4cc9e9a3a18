import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { ALLOW_ALL, ALLOW_LOGS } from '../test-documents.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('the newest first, without documents', async () => {
  const { Policy } = await iam.createPolicy({ PolicyName: 'p', PolicyDocument: ALLOW_ALL });
  await iam.createPolicyVersion({ PolicyArn: Policy?.Arn, PolicyDocument: ALLOW_LOGS });
  const { Versions, IsTruncated } = await iam.listPolicyVersions({
    PolicyArn: Policy?.Arn,
    MaxItems: 1,
  });
  expect(Versions).toEqual([
    { VersionId: 'v2', IsDefaultVersion: false, CreateDate: expect.any(Date) },
  ]);
  expect(IsTruncated).toBe(true);
});
