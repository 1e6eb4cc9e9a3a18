import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { IAM } from '@aws-sdk/client-iam';
import { Lambda } from '@aws-sdk/client-lambda';
import { S3 } from '@aws-sdk/client-s3';
import { STS } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createStack, type Stack } from './create-stack.ts';

const ACCOUNT = '123456789012';
let stack: Stack;
let iam: IAM;

beforeAll(async () => {
  stack = await createStack({ iam: 'enforce' });
  iam = stack.client(IAM);
});
afterAll(() => stack.stop());

const allow = (action: string | string[], resource: string | string[] = '*', more = {}): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: resource, ...more }],
  });

interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

async function newUser(name: string, policy?: string): Promise<{ credentials: Keys }> {
  await iam.createUser({ UserName: name });
  if (policy !== undefined)
    await iam.putUserPolicy({ UserName: name, PolicyName: 'p', PolicyDocument: policy });
  const { AccessKey } = await iam.createAccessKey({ UserName: name });
  return {
    credentials: {
      accessKeyId: AccessKey!.AccessKeyId!,
      secretAccessKey: AccessKey!.SecretAccessKey!,
    },
  };
}

describe('signatures', () => {
  test('an unknown key is told in the words of each protocol', async () => {
    const credentials = { accessKeyId: 'AKIAQAAAAAAAAAAAAAAA', secretAccessKey: 'x' };
    await expect(stack.client(IAM, { credentials }).listUsers({})).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(stack.client(Lambda, { credentials }).listFunctions({})).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(stack.client(DynamoDB, { credentials }).listTables({})).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(stack.client(S3, { credentials }).listBuckets({})).rejects.toMatchObject({
      name: 'InvalidAccessKeyId',
      message: 'The AWS Access Key Id you provided does not exist in our records.',
    });
  });

  test('so is a wrong secret', async () => {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'wrong' };
    await expect(stack.client(STS, { credentials }).getCallerIdentity({})).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
    await expect(stack.client(Lambda, { credentials }).listFunctions({})).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
    await expect(stack.client(S3, { credentials }).listBuckets({})).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
  });
});

describe('policies', () => {
  test('a user may do what its policy says, and the denial says what is missing', async () => {
    const as = await newUser('reader', allow('lambda:ListFunctions'));
    const lambda = stack.client(Lambda, as);
    await lambda.listFunctions({});
    await expect(lambda.getFunction({ FunctionName: 'f' })).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: arn:aws:iam::${ACCOUNT}:user/reader is not authorized to perform: lambda:GetFunction on resource: arn:aws:lambda:us-east-1:${ACCOUNT}:function:f because no identity-based policy allows the lambda:GetFunction action`,
    });
    await expect(stack.client(IAM, as).listUsers({})).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    });
    expect((await stack.client(STS, as).getCallerIdentity({})).Arn).toMatch(/user\/reader$/);
  });
});
