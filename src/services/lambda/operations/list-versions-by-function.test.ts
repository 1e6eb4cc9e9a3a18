import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, createActive } = await startStack();

test('$LATEST, then numbers, in pages', async () => {
  await createActive('f');
  for (const Timeout of [4, 5]) {
    await lambda.updateFunctionConfiguration({ FunctionName: 'f', Timeout });
    await lambda.publishVersion({ FunctionName: 'f' });
  }
  const arns: (string | undefined)[] = [];
  let marker: string | undefined;
  do {
    const page = await lambda.listVersionsByFunction({
      FunctionName: 'f',
      MaxItems: 1,
      Marker: marker,
    });
    arns.push(...(page.Versions ?? []).map((each) => each.FunctionArn));
    marker = page.NextMarker;
  } while (marker !== undefined);
  expect(arns).toEqual([arnOf('f:$LATEST'), arnOf('f:1'), arnOf('f:2')]);
});

test('a function that is not there', async () => {
  await expect(lambda.listVersionsByFunction({ FunctionName: 'none' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
