import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { ALLOW_ALL, ALLOW_LOGS } from '../test-documents.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('any but the default', async () => {
  const { Policy } = await iam.createPolicy({ PolicyName: 'p', PolicyDocument: ALLOW_ALL });
  const PolicyArn = Policy?.Arn;
  await iam.createPolicyVersion({ PolicyArn, PolicyDocument: ALLOW_LOGS, SetAsDefault: true });
  await expect(iam.deletePolicyVersion({ PolicyArn, VersionId: 'v2' })).rejects.toMatchObject({
    name: 'DeleteConflictException',
    message: 'Cannot delete the default version of a policy.',
  });
  await iam.deletePolicyVersion({ PolicyArn, VersionId: 'v1' });
  await expect(iam.getPolicyVersion({ PolicyArn, VersionId: 'v1' })).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});
