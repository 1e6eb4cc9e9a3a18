import { expect, test } from 'vitest';
import { startStack, UUID, zip } from '../fixtures/stack.ts';

const { lambda } = await startStack();
await lambda.publishLayerVersion({
  LayerName: 'l',
  Content: { ZipFile: await zip({ a: 'a' }) },
});
const ARN = 'arn:aws:lambda:us-east-1:123456789012:layer:l';
const permission = {
  LayerName: 'l',
  VersionNumber: 1,
  StatementId: 's1',
  Action: 'lambda:GetLayerVersion',
  Principal: '*',
};

test('answers the statement and the revision', async () => {
  expect(await lambda.addLayerVersionPermission(permission)).toMatchObject({
    $metadata: { httpStatusCode: 201 },
    Statement: `{"Sid":"s1","Effect":"Allow","Principal":"*","Action":"lambda:GetLayerVersion","Resource":"${ARN}:1"}`,
    RevisionId: expect.stringMatching(UUID),
  });
});

test('an account, and an organization', async () => {
  const account = await lambda.addLayerVersionPermission({
    ...permission,
    StatementId: 'account',
    Principal: '111122223333',
  });
  expect(JSON.parse(account.Statement ?? '')).toMatchObject({
    Principal: { AWS: 'arn:aws:iam::111122223333:root' },
  });
  const organization = await lambda.addLayerVersionPermission({
    ...permission,
    StatementId: 'organization',
    OrganizationId: 'o-a1b2c3d4e5',
  });
  expect(JSON.parse(organization.Statement ?? '')).toMatchObject({
    Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
  });
});

test.each([
  [
    { Action: '*' },
    'ValidationException',
    "1 validation error detected: Value '*' at 'action' failed to satisfy constraint: Member must satisfy regular expression pattern: lambda:GetLayerVersion",
  ],
  [
    {},
    'ResourceConflictException',
    'The statement id (s1) provided already exists. Please provide a new statement id, or remove the existing statement.',
  ],
  [
    { StatementId: 's2', RevisionId: 'stale' },
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetLayerPolicy API to retrieve the latest Revision Id',
  ],
  [
    { LayerName: 'none' },
    'ResourceNotFoundException',
    'Layer version arn:aws:lambda:us-east-1:123456789012:layer:none:1 does not exist.',
  ],
  [{ VersionNumber: 2 }, 'ResourceNotFoundException', `Layer version ${ARN}:2 does not exist.`],
])('%j is refused', async (change, name, message) => {
  await expect(
    lambda.addLayerVersionPermission({ ...permission, ...change }),
  ).rejects.toMatchObject({ name, message });
});
