import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { ALLOW_ALL, ALLOW_LOGS } from '../test-documents.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test.each(['v2', 'v999999999'])('a version that is not there: %s', async (VersionId) => {
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await expect(iam.getPolicyVersion({ PolicyArn, VersionId })).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: `Policy ${PolicyArn} version ${VersionId} does not exist or is not attachable.`,
  });
});

test('each version keeps its own document', async () => {
  const { Policy } = await iam.createPolicy({ PolicyName: 'p', PolicyDocument: ALLOW_ALL });
  await iam.createPolicyVersion({ PolicyArn: Policy?.Arn, PolicyDocument: ALLOW_LOGS });
  for (const [VersionId, document] of [
    ['v1', ALLOW_ALL],
    ['v2', ALLOW_LOGS],
  ]) {
    const { PolicyVersion } = await iam.getPolicyVersion({ PolicyArn: Policy?.Arn, VersionId });
    expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toBe(document);
  }
});
