import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, create } = await startStack();
await create('f');

test('removes one statement, and the policy with the last', async () => {
  for (const StatementId of ['a', 'b']) {
    await lambda.addPermission({
      FunctionName: 'f',
      StatementId,
      Action: 'lambda:InvokeFunction',
      Principal: '*',
    });
  }
  const { RevisionId } = await lambda.getPolicy({ FunctionName: 'f' });
  await lambda.removePermission({ FunctionName: 'f', StatementId: 'a', RevisionId });
  const { Policy } = await lambda.getPolicy({ FunctionName: 'f' });
  expect(JSON.parse(Policy ?? '')).toMatchObject({ Statement: [{ Sid: 'b' }] });
  await expect(
    lambda.removePermission({ FunctionName: 'f', StatementId: 'b', RevisionId }),
  ).rejects.toMatchObject({ name: 'PreconditionFailedException' });
  await expect(
    lambda.removePermission({ FunctionName: 'f', StatementId: 'a' }),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Statement a is not found in resource policy.',
  });
  const { $metadata } = await lambda.removePermission({ FunctionName: 'f', StatementId: 'b' });
  expect($metadata.httpStatusCode).toBe(204);
  await expect(
    lambda.removePermission({ FunctionName: 'f', StatementId: 'b' }),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'No policy is associated with the given resource.',
  });
});

test.each([
  [{ FunctionName: 'none' }, `No policy found for: ${arnOf('none')}`],
  [{ FunctionName: 'f', Qualifier: 'none' }, `Cannot find alias arn: ${arnOf('f:none')}`],
])('%j has none', async (input, message) => {
  await expect(lambda.removePermission({ StatementId: 's', ...input })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message,
  });
});
