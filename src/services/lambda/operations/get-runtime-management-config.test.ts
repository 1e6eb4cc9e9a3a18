import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, createActive } = await startStack();
await createActive('f');

test('Auto unless it was set; versions carry what $LATEST had', async () => {
  expect(await lambda.getRuntimeManagementConfig({ FunctionName: 'f' })).toMatchObject({
    UpdateRuntimeOn: 'Auto',
    FunctionArn: arnOf('f'),
  });
  await lambda.putRuntimeManagementConfig({ FunctionName: 'f', UpdateRuntimeOn: 'FunctionUpdate' });
  await lambda.publishVersion({ FunctionName: 'f' });
  expect(
    await lambda.getRuntimeManagementConfig({ FunctionName: 'f', Qualifier: '1' }),
  ).toMatchObject({ UpdateRuntimeOn: 'FunctionUpdate', FunctionArn: arnOf('f:1') });
});

test('of what is not there', async () => {
  await expect(
    lambda.getRuntimeManagementConfig({ FunctionName: 'f', Qualifier: '9' }),
  ).rejects.toMatchObject({ message: `Function not found: ${arnOf('f:9')}` });
});
