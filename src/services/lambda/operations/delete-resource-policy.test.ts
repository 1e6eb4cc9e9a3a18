import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, createActive } = await startStack();
await createActive('f');
const ResourceArn = arnOf('f');

test('ends the policy, if the revision is right', async () => {
  await expect(lambda.deleteResourcePolicy({ ResourceArn })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await lambda.addPermission({
    FunctionName: 'f',
    StatementId: 's',
    Action: 'lambda:InvokeFunction',
    Principal: '*',
  });
  await expect(
    lambda.deleteResourcePolicy({
      ResourceArn,
      RevisionId: '00000000-0000-4000-8000-000000000000',
    }),
  ).rejects.toMatchObject({ name: 'PreconditionFailedException' });
  const { RevisionId } = await lambda.getPolicy({ FunctionName: 'f' });
  expect(await lambda.deleteResourcePolicy({ ResourceArn, RevisionId })).toMatchObject({
    $metadata: { httpStatusCode: 204 },
  });
  await expect(lambda.getPolicy({ FunctionName: 'f' })).rejects.toMatchObject({
    message: 'The resource you requested does not exist.',
  });
});
