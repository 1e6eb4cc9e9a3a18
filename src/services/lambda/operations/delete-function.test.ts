import { expect, test } from 'vitest';
import { arnOf, ECHO, startStack } from '../fixtures/stack.ts';

const { lambda, create, createActive, call } = await startStack();

test('takes everything with it', async () => {
  await createActive('f');
  await lambda.publishVersion({ FunctionName: 'f' });
  await lambda.createAlias({ FunctionName: 'f', Name: 'live', FunctionVersion: '1' });
  await lambda.createFunctionUrlConfig({ FunctionName: 'f', AuthType: 'NONE' });
  await lambda.addPermission({
    FunctionName: 'f',
    StatementId: 's',
    Action: 'lambda:*',
    Principal: '*',
  });
  await lambda.putFunctionEventInvokeConfig({ FunctionName: 'f', MaximumRetryAttempts: 0 });
  expect(await call('f', 1)).toBe(1);

  const { $metadata } = await lambda.deleteFunction({ FunctionName: 'f' });
  expect($metadata.httpStatusCode).toBe(204);
  await expect(call('f')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `Function not found: ${arnOf('f')}`,
  });

  await create('f', ECHO);
  expect((await lambda.listVersionsByFunction({ FunctionName: 'f' })).Versions).toHaveLength(1);
  expect((await lambda.listAliases({ FunctionName: 'f' })).Aliases).toEqual([]);
  expect((await lambda.listFunctionUrlConfigs({ FunctionName: 'f' })).FunctionUrlConfigs).toEqual(
    [],
  );
  await expect(lambda.getPolicy({ FunctionName: 'f' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('one version alone', async () => {
  await createActive('g');
  await lambda.publishVersion({ FunctionName: 'g' });
  await lambda.createAlias({ FunctionName: 'g', Name: 'live', FunctionVersion: '1' });
  await expect(lambda.deleteFunction({ FunctionName: 'g', Qualifier: '1' })).rejects.toMatchObject({
    name: 'ResourceConflictException',
  });
  await lambda.deleteAlias({ FunctionName: 'g', Name: 'live' });
  await lambda.deleteFunction({ FunctionName: 'g', Qualifier: '1' });
  await expect(call('g', {}, '1')).rejects.toMatchObject({
    message: `Function not found: ${arnOf('g:1')}`,
  });
  expect(await call('g', 1)).toBe(1);
});

test.each([
  [{ FunctionName: 'none' }, 'ResourceNotFoundException', `Function not found: ${arnOf('none')}`],
  [
    { FunctionName: 'g', Qualifier: '9' },
    'ResourceNotFoundException',
    `Function not found: ${arnOf('g:9')}`,
  ],
  [
    { FunctionName: 'g', Qualifier: '$LATEST' },
    'InvalidParameterValueException',
    '$LATEST version cannot be deleted without deleting the function.',
  ],
])('%j is refused', async (input, name, message) => {
  await expect(lambda.deleteFunction(input)).rejects.toMatchObject({ name, message });
});
