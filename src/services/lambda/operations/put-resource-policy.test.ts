import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, createActive } = await startStack();
await createActive('f');
const ResourceArn = arnOf('f');
const STALE = '00000000-0000-4000-8000-000000000000';
const statement = {
  Sid: 'mine',
  Effect: 'Deny',
  Principal: { AWS: ['arn:aws:iam::111122223333:root'] },
  Action: ['lambda:InvokeFunction'],
  Resource: ResourceArn,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const text = (...statements: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

test('replaces what AddPermission added, and is added to by it', async () => {
  const permission = { FunctionName: 'f', Action: 'lambda:InvokeFunction', Principal: '*' };
  await lambda.addPermission({ ...permission, StatementId: 'before' });
  const put = await lambda.putResourcePolicy({ ResourceArn, Policy: text(statement) });
  expect(JSON.parse(put.Policy ?? '')).toEqual({
    Version: '2012-10-17',
    Id: 'default',
    Statement: [statement],
  });
  expect(await lambda.getPolicy({ FunctionName: 'f' })).toMatchObject({
    Policy: put.Policy,
    RevisionId: put.RevisionId,
  });
  await lambda.addPermission({ ...permission, StatementId: 'after' });
  const { Policy, RevisionId } = await lambda.getResourcePolicy({ ResourceArn });
  expect(JSON.parse(Policy ?? '')).toMatchObject({ Statement: [statement, { Sid: 'after' }] });
  expect(RevisionId).not.toBe(put.RevisionId);
});

test.each([
  [{ Policy: 'no json' }, 'InvalidParameterValueException', /no JSON object/],
  [{ Policy: '[]' }, 'InvalidParameterValueException', /no JSON object/],
  [{ Policy: text() }, 'InvalidParameterValueException', /at least one statement/],
  [{ Policy: text({ Sid: 'x' }) }, 'InvalidParameterValueException', /every statement needs/],
  [{ Policy: text(statement, statement) }, 'InvalidParameterValueException', /mine is there twice/],
  [
    { Policy: text({ ...statement, Resource: '*' }) },
    'InvalidParameterValueException',
    /Resource must be arn:aws:lambda:/,
  ],
  [
    { Policy: text(statement), RevisionId: STALE },
    'PreconditionFailedException',
    /does not match the latest Revision Id/,
  ],
  [{ ResourceArn: arnOf('none') }, 'ResourceNotFoundException', /^Function not found: /],
  [{ ResourceArn: arnOf('f:$LATEST') }, 'InvalidParameterValueException', /for \$LATEST/],
])('%j', async (input, name, message) => {
  const { ResourceArn: arn = ResourceArn } = input as { ResourceArn?: string };
  const answer = lambda.putResourcePolicy({
    ResourceArn: arn,
    Policy: text({ ...statement, Resource: arn }),
    ...input,
  });
  await expect(answer).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
});
