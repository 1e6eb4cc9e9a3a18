import type { AddPermissionCommandInput } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, createActive } = await startStack();
await createActive('f');
const permission = { FunctionName: 'f', StatementId: 'api', Action: 'lambda:InvokeFunction' };

test('API Gateway may invoke: the statement and the policy, member for member', async () => {
  const SourceArn = 'arn:aws:execute-api:us-east-1:123456789012:abc/*/*/users';
  const { Statement } = await lambda.addPermission({
    ...permission,
    Principal: 'apigateway.amazonaws.com',
    SourceArn,
  });
  const statement = `{"Sid":"api","Effect":"Allow","Principal":{"Service":"apigateway.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"${arnOf('f')}","Condition":{"ArnLike":{"AWS:SourceArn":"${SourceArn}"}}}`;
  expect(Statement).toBe(statement);
  const { Policy } = await lambda.getPolicy({ FunctionName: 'f' });
  expect(Policy).toBe(`{"Version":"2012-10-17","Id":"default","Statement":[${statement}]}`);
});

const shapes: [Partial<AddPermissionCommandInput>, object][] = [
  [{ Principal: '111122223333' }, { Principal: { AWS: 'arn:aws:iam::111122223333:root' } }],
  [
    { Principal: 'arn:aws:iam::111122223333:role/r' },
    { Principal: { AWS: 'arn:aws:iam::111122223333:role/r' } },
  ],
  [
    { Principal: '*', PrincipalOrgID: 'o-a1b2c3d4e5' },
    { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } },
  ],
  [
    {
      Principal: 's3.amazonaws.com',
      SourceAccount: '111122223333',
      SourceArn: 'arn:aws:s3:::bucket',
    },
    {
      Condition: {
        StringEquals: { 'AWS:SourceAccount': '111122223333' },
        ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::bucket' },
      },
    },
  ],
  [
    { Principal: '*', Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' },
    { Principal: '*', Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } } },
  ],
];

test.each(shapes)('%j', async (input, expected) => {
  const StatementId = `s${shapes.findIndex(([each]) => each === input)}`;
  const { Statement } = await lambda.addPermission({
    ...permission,
    Principal: '*',
    StatementId,
    ...input,
  });
  expect(JSON.parse(Statement ?? '')).toMatchObject(expected);
});

test('a qualifier has a policy of its own', async () => {
  await lambda.publishVersion({ FunctionName: 'f' });
  const { Statement } = await lambda.addPermission({
    ...permission,
    Principal: '*',
    Qualifier: '1',
  });
  expect(JSON.parse(Statement ?? '')).toMatchObject({ Resource: arnOf('f:1') });
  const { Policy } = await lambda.getPolicy({ FunctionName: 'f', Qualifier: '1' });
  expect(JSON.parse(Policy ?? '')).toMatchObject({ Statement: [{ Sid: 'api' }] });
});

test.each<[Partial<AddPermissionCommandInput>, string, unknown]>([
  [{ FunctionName: 'none' }, 'ResourceNotFoundException', `Function not found: ${arnOf('none')}`],
  [
    { Qualifier: '$LATEST' },
    'InvalidParameterValueException',
    'We currently do not support adding policies for $LATEST.',
  ],
  [{ Qualifier: 'none' }, 'ResourceNotFoundException', `Cannot find alias arn: ${arnOf('f:none')}`],
  [{ Qualifier: '42' }, 'ResourceNotFoundException', `Function not found: ${arnOf('f:42')}`],
  [
    { Qualifier: 'with-$' },
    'ResourceNotFoundException',
    `Function not found: ${arnOf('f:with-$')}`,
  ],
  [
    { StatementId: 'example.com' },
    'ValidationException',
    "1 validation error detected: Value 'example.com' at 'statementId' failed to satisfy constraint: Member must satisfy regular expression pattern: ([a-zA-Z0-9-_]+)",
  ],
  [
    {},
    'ResourceConflictException',
    'The statement id (api) provided already exists. Please provide a new statement id, or remove the existing statement.',
  ],
  [
    { StatementId: 'x', Principal: 'nobody' },
    'InvalidParameterValueException',
    'The provided principal was invalid. Please check the principal and try again.',
  ],
  [
    { StatementId: 'x', FunctionUrlAuthType: 'NONE' },
    'InvalidParameterValueException',
    'FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action',
  ],
  [
    { StatementId: 'x', RevisionId: 'stale' },
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
  ],
])('%j is refused', async (input, name, message) => {
  await expect(
    lambda.addPermission({ ...permission, Principal: '*', ...input }),
  ).rejects.toMatchObject({ name, message });
});

test('the revision is that of the function, version or alias', async () => {
  await createActive('r');
  const r = { ...permission, FunctionName: 'r', Principal: '*' };
  const { RevisionId: before } = await lambda.getFunctionConfiguration({ FunctionName: 'r' });
  await lambda.addPermission({ ...r, RevisionId: before });
  const { RevisionId: after } = await lambda.getPolicy({ FunctionName: 'r' });
  expect(after).not.toBe(before);
  expect(await lambda.getFunctionConfiguration({ FunctionName: 'r' })).toMatchObject({
    RevisionId: after,
  });
  const { RevisionId: alias } = await lambda.createAlias({
    FunctionName: 'r',
    Name: 'live',
    FunctionVersion: '$LATEST',
  });
  await lambda.addPermission({ ...r, Qualifier: 'live', RevisionId: alias });
  const live = { FunctionName: 'r', Name: 'live' };
  const { RevisionId: policy } = await lambda.getPolicy({ FunctionName: 'r', Qualifier: 'live' });
  expect(policy).not.toBe(alias);
  expect(await lambda.getAlias(live)).toMatchObject({ RevisionId: policy });
});

test('a policy ends at 20 KB', async () => {
  await createActive('g');
  const add = (i: number) =>
    lambda.addPermission({
      ...permission,
      FunctionName: 'g',
      StatementId: `${'s'.repeat(90)}${i}`,
      Principal: '*',
      EventSourceToken: 't'.repeat(200),
    });
  let failure: unknown;
  for (let i = 0; i < 100 && !failure; i++)
    failure = await add(i).then(
      () => undefined,
      (error: unknown) => error,
    );
  expect(failure).toMatchObject({
    name: 'PolicyLengthExceededException',
    message: expect.stringMatching(
      /^The final policy size \(2\d{4}\) is bigger than the limit \(20480\)\.$/,
    ),
  });
});
