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

  test('a deny wins, and a boundary limits', async () => {
    const as = await newUser('bounded', allow('*'));
    const boundary = await iam.createPolicy({
      PolicyName: 'boundary',
      PolicyDocument: allow(['lambda:*', 'sts:*']),
    });
    await iam.putUserPermissionsBoundary({
      UserName: 'bounded',
      PermissionsBoundary: boundary.Policy!.Arn!,
    });
    await stack.client(Lambda, as).listFunctions({});
    await expect(stack.client(IAM, as).listUsers({})).rejects.toThrow(
      'because no permissions boundary allows the iam:ListUsers action',
    );
    const deny = JSON.parse(allow('lambda:ListFunctions')) as { Statement: { Effect: string }[] };
    deny.Statement[0]!.Effect = 'Deny';
    await iam.putUserPolicy({
      UserName: 'bounded',
      PolicyName: 'deny',
      PolicyDocument: JSON.stringify(deny),
    });
    await expect(stack.client(Lambda, as).listFunctions({})).rejects.toThrow(
      'with an explicit deny in an identity-based policy',
    );
  });

  test('groups, managed policies and variables', async () => {
    const as = await newUser('anna');
    await iam.createGroup({ GroupName: 'devs' });
    const { Policy } = await iam.createPolicy({
      PolicyName: 'own-home',
      PolicyDocument: allow(['s3:PutObject'], 'arn:aws:s3:::homes/${aws:username}/*'),
    });
    await iam.attachGroupPolicy({ GroupName: 'devs', PolicyArn: Policy!.Arn! });
    await iam.addUserToGroup({ GroupName: 'devs', UserName: 'anna' });
    await stack.client(S3).createBucket({ Bucket: 'homes' });
    const s3 = stack.client(S3, as);
    await s3.putObject({ Bucket: 'homes', Key: 'anna/a', Body: 'x' });
    await expect(s3.putObject({ Bucket: 'homes', Key: 'bert/a', Body: 'x' })).rejects.toMatchObject(
      {
        name: 'AccessDenied',
        message: `User: arn:aws:iam::${ACCOUNT}:user/anna is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::homes/bert/a" because no identity-based policy allows the s3:PutObject action`,
      },
    );
  });
});

describe('roles', () => {
  const trust = (principal: object, more = {}): string =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...more }],
    });
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/worker`;

  test('both sides must agree, and the session policy narrows', async () => {
    const as = await newUser('assumer', allow('sts:AssumeRole'));
    const sts = stack.client(STS, as);
    const assume = { RoleArn: roleArn, RoleSessionName: 'session' };
    await expect(sts.assumeRole(assume)).rejects.toMatchObject({ name: 'AccessDenied' });
    await iam.createRole({
      RoleName: 'worker',
      AssumeRolePolicyDocument: trust(
        { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        { Condition: { StringEquals: { 'sts:ExternalId': 'secret' } } },
      ),
    });
    await iam.putRolePolicy({ RoleName: 'worker', PolicyName: 'p', PolicyDocument: allow('*') });
    await expect(sts.assumeRole(assume)).rejects.toMatchObject({ name: 'AccessDenied' });
    const { Credentials } = await sts.assumeRole({
      ...assume,
      ExternalId: 'secret',
      Policy: allow('dynamodb:ListTables'),
    });
    const credentials = {
      accessKeyId: Credentials!.AccessKeyId!,
      secretAccessKey: Credentials!.SecretAccessKey!,
      sessionToken: Credentials!.SessionToken!,
    };
    await stack.client(DynamoDB, { credentials }).listTables({});
    await expect(stack.client(Lambda, { credentials }).listFunctions({})).rejects.toThrow(
      'because no session policy allows the lambda:ListFunctions action',
    );
    const forged = { ...credentials, sessionToken: `${credentials.sessionToken}x` };
    await expect(
      stack.client(DynamoDB, { credentials: forged }).listTables({}),
    ).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    await stack.clock.advance(3_700_000);
    await expect(stack.client(DynamoDB, { credentials }).listTables({})).rejects.toMatchObject({
      name: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
    });
  });
});

describe('resources', () => {
  test('a bucket policy lets a user in, and a stranger only where it says so', async () => {
    const root = stack.client(S3);
    await root.createBucket({ Bucket: 'shared' });
    await root.deletePublicAccessBlock({ Bucket: 'shared' });
    await root.putObject({ Bucket: 'shared', Key: 'public/a', Body: 'a' });
    await root.putObject({ Bucket: 'shared', Key: 'private', Body: 'b' });
    const as = await newUser('guest');
    await root.putBucketPolicy({
      Bucket: 'shared',
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/guest` },
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::shared/private',
          },
          {
            Effect: 'Allow',
            Principal: '*',
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::shared/public/*',
          },
        ],
      }),
    });
    await stack.client(S3, as).getObject({ Bucket: 'shared', Key: 'private' });
    const get = (key: string): Promise<Response> => fetch(`${stack.endpoint}/shared/${key}`);
    expect((await get('public/a')).status).toBe(200);
    const refused = await get('private');
    expect([refused.status, await refused.text()]).toEqual([
      403,
      expect.stringContaining('<Code>AccessDenied</Code><Message>Access Denied</Message>'),
    ]);
  });

  test('an access control list counts where the bucket has them', async () => {
    const root = stack.client(S3);
    await root.createBucket({ Bucket: 'listed', ObjectOwnership: 'ObjectWriter' });
    await root.deletePublicAccessBlock({ Bucket: 'listed' });
    await root.putObject({ Bucket: 'listed', Key: 'open', Body: 'a', ACL: 'public-read' });
    await root.putObject({ Bucket: 'listed', Key: 'shut', Body: 'a' });
    const status = async (key: string): Promise<number> =>
      (await fetch(`${stack.endpoint}/listed/${key}`)).status;
    expect([await status('open'), await status('shut')]).toEqual([200, 403]);
    await root.putPublicAccessBlock({
      Bucket: 'listed',
      PublicAccessBlockConfiguration: { IgnorePublicAcls: true },
    });
    expect(await status('open')).toBe(403);
  });

  test('each user reads its own items, by the leading key of any request', async () => {
    const root = stack.client(DynamoDB);
    await root.createTable({
      TableName: 'notes',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'owner', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
    });
    const own = allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PartiQLSelect'], '*', {
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${aws:username}'] } },
    });
    const dynamodb = stack.client(DynamoDB, await newUser('carl', own));
    const query = (name: string) => ({
      TableName: 'notes',
      KeyConditionExpression: '#o = :o',
      ExpressionAttributeNames: { '#o': 'owner' },
      ExpressionAttributeValues: { ':o': { S: name } },
    });
    await stack.clock.advance(60_000);
    await dynamodb.getItem({ TableName: 'notes', Key: { owner: { S: 'carl' } } });
    await dynamodb.query(query('carl'));
    const denied = { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } };
    await expect(
      dynamodb.getItem({ TableName: 'notes', Key: { owner: { S: 'anna' } } }),
    ).rejects.toMatchObject(denied);
    await expect(dynamodb.query(query('anna'))).rejects.toMatchObject(denied);
    await expect(
      dynamodb.executeStatement({ Statement: "SELECT * FROM notes WHERE owner = 'anna'" }),
    ).rejects.toMatchObject(denied);
  });
});

test('a name that looks like a wildcard opens nobody else’s door', async () => {
  const own = allow('s3:GetObject', 'arn:aws:s3:::homes/${aws:PrincipalTag/home}/*');
  const as = await newUser('tagged', own);
  await iam.tagUser({ UserName: 'tagged', Tags: [{ Key: 'home', Value: 'an+a' }] });
  await expect(
    stack.client(S3, as).getObject({ Bucket: 'homes', Key: 'anna/a' }),
  ).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('audit refuses nothing, and tells what would be refused and what is needed', async () => {
  await using audited = await createStack({ iam: 'audit' });
  await audited.client(IAM).createUser({ UserName: 'u' });
  const { AccessKey } = await audited.client(IAM).createAccessKey({ UserName: 'u' });
  const credentials = {
    accessKeyId: AccessKey!.AccessKeyId!,
    secretAccessKey: AccessKey!.SecretAccessKey!,
  };
  await audited.client(Lambda, { credentials }).listFunctions({});
  await audited.client(S3, { credentials }).createBucket({ Bucket: 'made' });
  const report = (await (await fetch(`${audited.endpoint}/_brume/iam/audit`)).json()) as object;
  const caller = `arn:aws:iam::${ACCOUNT}:user/u`;
  expect(report).toMatchObject({
    mode: 'audit',
    denials: [
      { caller, action: 'lambda:ListFunctions', resource: '*', count: 1 },
      { caller, action: 's3:CreateBucket', resource: 'arn:aws:s3:::made', count: 1 },
    ],
    policies: {
      [caller]: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: ['lambda:ListFunctions'], Resource: ['*'] },
          { Effect: 'Allow', Action: ['s3:CreateBucket'], Resource: ['arn:aws:s3:::made'] },
        ],
      },
    },
  });
});
