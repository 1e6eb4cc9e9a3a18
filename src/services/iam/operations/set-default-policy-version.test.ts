import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { ALLOW_ALL, ALLOW_LOGS } from '../test-documents.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('moves the default', async () => {
  const { Policy } = await iam.createPolicy({ PolicyName: 'p', PolicyDocument: ALLOW_ALL });
  const PolicyArn = Policy?.Arn;
  await iam.createPolicyVersion({ PolicyArn, PolicyDocument: ALLOW_LOGS });
  await iam.setDefaultPolicyVersion({ PolicyArn, VersionId: 'v2' });
  expect((await iam.getPolicy({ PolicyArn })).Policy?.DefaultVersionId).toBe('v2');
  await expect(iam.setDefaultPolicyVersion({ PolicyArn, VersionId: 'v3' })).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});
