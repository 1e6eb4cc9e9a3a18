import type { ListAliasesCommandOutput } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { startStack } from '../fixtures/stack.ts';

const { lambda, createActive } = await startStack();

test('all of them in pages, or those of one version', async () => {
  await createActive('f');
  await lambda.publishVersion({ FunctionName: 'f' });
  for (const [Name, FunctionVersion] of [
    ['a', '$LATEST'],
    ['b', '1'],
    ['c', '1'],
  ] as const) {
    await lambda.createAlias({ FunctionName: 'f', Name, FunctionVersion });
  }
  const namesOf = (page: ListAliasesCommandOutput) => page.Aliases?.map((each) => each.Name);
  const first = await lambda.listAliases({ FunctionName: 'f', MaxItems: 2 });
  const second = await lambda.listAliases({ FunctionName: 'f', Marker: first.NextMarker });
  expect([namesOf(first), namesOf(second)]).toEqual([['a', 'b'], ['c']]);
  expect(namesOf(await lambda.listAliases({ FunctionName: 'f', FunctionVersion: '1' }))).toEqual([
    'b',
    'c',
  ]);
});
