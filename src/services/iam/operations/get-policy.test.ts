import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { ALLOW_ALL } from '../test-documents.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

test("AWS's own policies exist, with their documents", async () => {
  const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
  const { Policy } = await iam.getPolicy({ PolicyArn });
  expect(Policy).toMatchObject({
    PolicyName: 'AWSLambdaBasicExecutionRole',
    PolicyId: 'ANPAJNCQGXC42545SKXIK',
    Path: '/service-role/',
  });
  const { PolicyVersion } = await iam.getPolicyVersion({
    PolicyArn,
    VersionId: Policy?.DefaultVersionId,
  });
  expect(JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ''))).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: '*',
      },
    ],
  });
});

test('counts the entities that it is attached to', async () => {
  const PolicyArn = 'arn:aws:iam::aws:policy/AmazonS3FullAccess';
  await iam.createUser({ UserName: 'u', PermissionsBoundary: PolicyArn });
  await iam.attachUserPolicy({ UserName: 'u', PolicyArn });
  expect((await iam.getPolicy({ PolicyArn })).Policy).toMatchObject({
    AttachmentCount: 1,
    PermissionsBoundaryUsageCount: 1,
  });
});

test('what is not there, and what is no ARN', async () => {
  const PolicyArn = 'arn:aws:iam::123456789012:policy/none';
  await expect(iam.getPolicy({ PolicyArn })).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: `Policy ${PolicyArn} was not found.`,
  });
  await expect(iam.getPolicy({ PolicyArn: 'arn:aws:s3:::bucket/of/mine' })).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: 'ARN arn:aws:s3:::bucket/of/mine is not valid.',
  });
});

test('the path is part of the ARN', async () => {
  await iam.createPolicy({ PolicyName: 'deep', Path: '/a/b/', PolicyDocument: ALLOW_ALL });
  const wrong = iam.getPolicy({ PolicyArn: 'arn:aws:iam::123456789012:policy/deep' });
  await expect(wrong).rejects.toMatchObject({ name: 'NoSuchEntityException' });
});
