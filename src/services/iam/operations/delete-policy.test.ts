import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { ALLOW_ALL, ALLOW_LOGS } from '../test-documents.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test('refuses while attached or with more versions, then takes the versions along', async () => {
  const { Policy } = await iam.createPolicy({ PolicyName: 'p', PolicyDocument: ALLOW_ALL });
  const PolicyArn = Policy?.Arn;
  await iam.createUser({ UserName: 'u' });
  await iam.attachUserPolicy({ UserName: 'u', PolicyArn });
  await expect(iam.deletePolicy({ PolicyArn })).rejects.toMatchObject({
    name: 'DeleteConflictException',
    message: 'Cannot delete a policy attached to entities.',
  });
  await iam.detachUserPolicy({ UserName: 'u', PolicyArn });
  await iam.createPolicyVersion({ PolicyArn, PolicyDocument: ALLOW_LOGS });
  await expect(iam.deletePolicy({ PolicyArn })).rejects.toThrow(
    /^This policy has more than one version/,
  );
  await iam.deletePolicyVersion({ PolicyArn, VersionId: 'v2' });
  await iam.deletePolicy({ PolicyArn });
  await expect(iam.deletePolicy({ PolicyArn })).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});

test("nobody deletes AWS's policies", async () => {
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await expect(iam.deletePolicy({ PolicyArn })).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('deleted while it is being attached: one of the two wins', async () => {
  await iam.createUser({ UserName: 'racer' });
  for (let round = 0; round < 10; round++) {
    const { Policy } = await iam.createPolicy({
      PolicyName: `r${round}`,
      PolicyDocument: ALLOW_ALL,
    });
    const PolicyArn = Policy?.Arn;
    const settled = await Promise.allSettled([
      iam.attachUserPolicy({ UserName: 'racer', PolicyArn }),
      iam.deletePolicy({ PolicyArn }),
    ]);
    expect(settled.map((each) => each.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const { AttachedPolicies = [] } = await iam.listAttachedUserPolicies({ UserName: 'racer' });
    for (const each of AttachedPolicies) {
      await iam.detachUserPolicy({ UserName: 'racer', PolicyArn: each.PolicyArn });
    }
  }
});
