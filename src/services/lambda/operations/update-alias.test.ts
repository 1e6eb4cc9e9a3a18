import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, createActive } = await startStack();
await createActive('f');
for (const Timeout of [4, 5]) {
  await lambda.updateFunctionConfiguration({ FunctionName: 'f', Timeout });
  await lambda.publishVersion({ FunctionName: 'f' });
}

test('the next invocation follows the alias', async () => {
  const { RevisionId } = await lambda.createAlias({
    FunctionName: 'f',
    Name: 'live',
    FunctionVersion: '1',
  });
  expect(await lambda.invoke({ FunctionName: 'f:live' })).toMatchObject({ ExecutedVersion: '1' });
  const updated = await lambda.updateAlias({
    FunctionName: 'f',
    Name: 'live',
    FunctionVersion: '2',
    Description: 'two',
  });
  expect(updated).toMatchObject({ FunctionVersion: '2', Description: 'two' });
  expect(updated.RevisionId).not.toBe(RevisionId);
  expect(await lambda.invoke({ FunctionName: 'f:live' })).toMatchObject({ ExecutedVersion: '2' });
  await expect(
    lambda.updateAlias({ FunctionName: 'f', Name: 'live', RevisionId, FunctionVersion: '1' }),
  ).rejects.toMatchObject({ name: 'PreconditionFailedException' });
});

test('an empty routing configuration takes the weights away', async () => {
  const input = { FunctionName: 'f', Name: 'live' };
  await lambda.updateAlias({ ...input, RoutingConfig: { AdditionalVersionWeights: { '1': 0.1 } } });
  expect(await lambda.getAlias(input)).toMatchObject({
    RoutingConfig: { AdditionalVersionWeights: { '1': 0.1 } },
  });
  await lambda.updateAlias({ ...input, RoutingConfig: { AdditionalVersionWeights: {} } });
  expect(await lambda.getAlias(input)).not.toHaveProperty('RoutingConfig');
});

test('an alias that is not there', async () => {
  await expect(lambda.updateAlias({ FunctionName: 'f', Name: 'other' })).rejects.toMatchObject({
    message: `Cannot find alias arn: ${arnOf('f:other')}`,
  });
});
