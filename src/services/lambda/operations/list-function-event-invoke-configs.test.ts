import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, createActive } = await startStack();

test('one for each qualifier, in pages', async () => {
  await createActive('f');
  await lambda.publishVersion({ FunctionName: 'f' });
  for (const Qualifier of ['$LATEST', '1']) {
    await lambda.putFunctionEventInvokeConfig({
      FunctionName: 'f',
      Qualifier,
      MaximumRetryAttempts: 0,
    });
  }
  const first = await lambda.listFunctionEventInvokeConfigs({ FunctionName: 'f', MaxItems: 1 });
  const second = await lambda.listFunctionEventInvokeConfigs({
    FunctionName: 'f',
    Marker: first.NextMarker,
  });
  expect(
    [first, second].map((page) => page.FunctionEventInvokeConfigs?.map((each) => each.FunctionArn)),
  ).toEqual([[arnOf('f:$LATEST')], [arnOf('f:1')]]);
  expect(second.NextMarker).toBeUndefined();
});

test('of a function that is not there', async () => {
  await expect(
    lambda.listFunctionEventInvokeConfigs({ FunctionName: 'none' }),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: "The function doesn't exist.",
  });
});
