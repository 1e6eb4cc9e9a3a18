import { expect, test } from 'vitest';
import { arnOf, startStack, UUID } from '../fixtures/stack.ts';

const { lambda, create } = await startStack();
await create('f');

test('none at first, then the policy and its revision', async () => {
  await expect(lambda.getPolicy({ FunctionName: 'f' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The resource you requested does not exist.',
  });
  await lambda.addPermission({
    FunctionName: 'f',
    StatementId: 'a',
    Action: 'lambda:*',
    Principal: '*',
  });
  const { Policy, RevisionId } = await lambda.getPolicy({ FunctionName: 'f' });
  expect(JSON.parse(Policy ?? '')).toMatchObject({ Version: '2012-10-17', Id: 'default' });
  expect(RevisionId).toMatch(UUID);
});

test('a function that is not there', async () => {
  await expect(lambda.getPolicy({ FunctionName: 'none' })).rejects.toMatchObject({
    message: `Function not found: ${arnOf('none')}`,
  });
});

test('a version that is not there', async () => {
  await expect(lambda.getPolicy({ FunctionName: 'f', Qualifier: '9' })).rejects.toMatchObject({
    message: 'The resource you requested does not exist.',
  });
});
