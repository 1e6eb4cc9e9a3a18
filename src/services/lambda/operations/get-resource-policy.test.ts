import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, createActive } = await startStack();
await createActive('f');

test('none at first, then what AddPermission made', async () => {
  const ResourceArn = arnOf('f');
  await expect(lambda.getResourcePolicy({ ResourceArn })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The resource you requested does not exist.',
  });
  await lambda.addPermission({
    FunctionName: 'f',
    StatementId: 's',
    Action: 'lambda:InvokeFunction',
    Principal: 's3.amazonaws.com',
  });
  const { $metadata: _, ...policy } = await lambda.getPolicy({ FunctionName: 'f' });
  expect(await lambda.getResourcePolicy({ ResourceArn })).toMatchObject(policy);
});

test('of a function that is not there', async () => {
  await expect(lambda.getResourcePolicy({ ResourceArn: arnOf('none') })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
