import { expect, test } from 'vitest';
import { startStack } from '../fixtures/stack.ts';

const { lambda, create, call } = await startStack();
await create('f');

test('with its URL; a second time it succeeds too', async () => {
  await lambda.createAlias({ FunctionName: 'f', Name: 'live', FunctionVersion: '$LATEST' });
  await lambda.createFunctionUrlConfig({ FunctionName: 'f', Qualifier: 'live', AuthType: 'NONE' });
  expect(await call('f', 1, 'live')).toBe(1);
  for (let i = 0; i < 2; i++) {
    const { $metadata } = await lambda.deleteAlias({ FunctionName: 'f', Name: 'live' });
    expect($metadata.httpStatusCode).toBe(204);
  }
  await expect(call('f', 1, 'live')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  expect((await lambda.listFunctionUrlConfigs({ FunctionName: 'f' })).FunctionUrlConfigs).toEqual(
    [],
  );
});
