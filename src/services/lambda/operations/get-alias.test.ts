import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, create } = await startStack();
await create('f');

test('answers what was created; another is not found', async () => {
  const { $metadata: _created, ...created } = await lambda.createAlias({
    FunctionName: 'f',
    Name: 'live',
    FunctionVersion: '$LATEST',
  });
  const { $metadata: _read, ...read } = await lambda.getAlias({ FunctionName: 'f', Name: 'live' });
  expect(read).toEqual(created);
  await expect(lambda.getAlias({ FunctionName: 'f', Name: 'other' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `Cannot find alias arn: ${arnOf('f:other')}`,
  });
});
