import { IAM } from '@aws-sdk/client-iam';
import { afterAll, describe, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { ALLOW_ALL, ALLOW_LOGS, LAMBDA_TRUST } from '../test-documents.ts';

const stack = await createStack();
// The SDK takes LimitExceeded for throttling and would try three times.
const iam = stack.client(IAM, { maxAttempts: 1 });
afterAll(() => stack.stop());

const policy = { PolicyName: 'logs', PolicyDocument: ALLOW_LOGS };

describe('errors', () => {
  test.each([
    ['not json', 'Syntax errors in policy.'],
    ['{"Statement":[]}', 'Syntax errors in policy.'],
    [
      ALLOW_ALL.replace('2012-10-17', '2008-10-17'),
      'Policy document must be version 2012-10-17 or greater.',
    ],
    [
      ALLOW_ALL.replace('"Action":"*"', '"Action":"get"'),
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    ],
    [
      ALLOW_ALL.replace('"Resource":"*"', '"Resource":"bucket"'),
      'Resource bucket must be in ARN format or "*".',
    ],
    [LAMBDA_TRUST, 'Policy document should not specify a principal.'],
  ])('%s', async (PolicyDocument, message) => {
    await expect(iam.createPolicy({ PolicyName: 'bad', PolicyDocument })).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message,
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('more than 6144 characters', async () => {
    const PolicyDocument = ALLOW_ALL.replace(
      '"*"',
      JSON.stringify(Array(400).fill('dynamodb:DescribeTable')),
    );
    await expect(iam.createPolicy({ PolicyName: 'big', PolicyDocument })).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for PolicySize: 6144',
    });
  });

  test('a name that is taken, whatever the path', async () => {
    await iam.createPolicy({ ...policy, PolicyName: 'taken' });
    await expect(
      iam.createPolicy({ ...policy, PolicyName: 'taken', Path: '/x/' }),
    ).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      message: 'A policy called taken already exists. Duplicate names are not allowed.',
    });
  });
});

test('version 1 is the default and holds the document', async () => {
  const { Policy } = await iam.createPolicy({ ...policy, Path: '/team/', Description: 'd' });
  expect(Policy).toMatchObject({
    Arn: 'arn:aws:iam::123456789012:policy/team/logs',
    PolicyId: expect.stringMatching(/^ANPA/),
    DefaultVersionId: 'v1',
    AttachmentCount: 0,
    IsAttachable: true,
  });
  const { PolicyVersion } = await iam.getPolicyVersion({ PolicyArn: Policy?.Arn, VersionId: 'v1' });
  expect(PolicyVersion?.IsDefaultVersion).toBe(true);
  expect(PolicyVersion?.Document).not.toMatch(/[!'()*]/);
  expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toBe(ALLOW_LOGS);
});
