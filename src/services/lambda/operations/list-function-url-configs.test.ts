import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, create } = await startStack();
await create('f');

test('the URLs of a function and its aliases, in pages', async () => {
  expect((await lambda.listFunctionUrlConfigs({ FunctionName: 'f' })).FunctionUrlConfigs).toEqual(
    [],
  );
  await lambda.createFunctionUrlConfig({ FunctionName: 'f', AuthType: 'NONE' });
  await lambda.createAlias({ FunctionName: 'f', Name: 'live', FunctionVersion: '$LATEST' });
  await lambda.createFunctionUrlConfig({ FunctionName: 'f', Qualifier: 'live', AuthType: 'NONE' });
  const first = await lambda.listFunctionUrlConfigs({ FunctionName: 'f', MaxItems: 1 });
  const second = await lambda.listFunctionUrlConfigs({
    FunctionName: 'f',
    Marker: first.NextMarker,
  });
  expect(
    [first, second].map((page) => page.FunctionUrlConfigs?.map((each) => each.FunctionArn)),
  ).toEqual([[arnOf('f')], [arnOf('f:live')]]);
});

test('a function that is not there', async () => {
  await expect(lambda.listFunctionUrlConfigs({ FunctionName: 'none' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Function does not exist',
  });
});
