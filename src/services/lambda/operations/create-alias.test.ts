import type { CreateAliasCommandInput } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { arnOf, startStack, UUID } from '../fixtures/stack.ts';

const { lambda, createActive } = await startStack();
await createActive('f', 'exports.handler = async (event, context) => context.functionVersion;');
for (const Timeout of [4, 5]) {
  await lambda.updateFunctionConfiguration({ FunctionName: 'f', Timeout });
  await lambda.publishVersion({ FunctionName: 'f' });
}

test('answers the alias', async () => {
  const { $metadata, ...alias } = await lambda.createAlias({
    FunctionName: 'f',
    Name: 'live',
    FunctionVersion: '1',
  });
  expect($metadata.httpStatusCode).toBe(201);
  expect(alias).toEqual({
    AliasArn: arnOf('f:live'),
    Name: 'live',
    FunctionVersion: '1',
    Description: '',
    RevisionId: expect.stringMatching(UUID),
  });
});

test('routing weights share the traffic', async () => {
  const { RoutingConfig } = await lambda.createAlias({
    FunctionName: 'f',
    Name: 'half',
    FunctionVersion: '1',
    RoutingConfig: { AdditionalVersionWeights: { '2': 0.5 } },
  });
  expect(RoutingConfig).toEqual({ AdditionalVersionWeights: { '2': 0.5 } });
  const seen = new Set<string | undefined>();
  // 64 calls that all took the same turn would be one chance in 2^63.
  for (let i = 0; i < 64 && seen.size < 2; i++) {
    seen.add((await lambda.invoke({ FunctionName: 'f', Qualifier: 'half' })).ExecutedVersion);
  }
  expect(seen).toEqual(new Set(['1', '2']));
});

const weights = (each: Record<string, number>) => ({
  RoutingConfig: { AdditionalVersionWeights: each },
});
test.each<[Partial<CreateAliasCommandInput>, string, string]>([
  [{ Name: 'live' }, 'ResourceConflictException', `Alias already exists: ${arnOf('f:live')}`],
  [{ FunctionVersion: '9' }, 'ResourceNotFoundException', `Function not found: ${arnOf('f:9')}`],
  [{ FunctionName: 'none' }, 'ResourceNotFoundException', `Function not found: ${arnOf('none:1')}`],
  [
    { FunctionVersion: '$LATEST', ...weights({ '1': 0.5 }) },
    'InvalidParameterValueException',
    '$LATEST is not supported for an alias pointing to more than 1 version',
  ],
  [weights({ '9': 0.5 }), 'ResourceNotFoundException', `Function not found: ${arnOf('f:9')}`],
])('%j is refused', async (input, name, message) => {
  await expect(
    lambda.createAlias({ FunctionName: 'f', Name: 'new', FunctionVersion: '1', ...input }),
  ).rejects.toMatchObject({ name, message });
});
