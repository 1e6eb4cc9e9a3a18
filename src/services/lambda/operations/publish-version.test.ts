import { expect, test } from 'vitest';
import { arnOf, startStack, zip } from '../fixtures/stack.ts';

const { lambda, create, call } = await startStack();

test('freezes code and settings; without a change the same version comes back', async () => {
  // At once after creation: the answer waits for Active instead of refusing.
  await create('f', 'exports.handler = async () => process.env.KEY;', {
    Environment: { Variables: { KEY: 'one' } },
  });
  const first = await lambda.publishVersion({ FunctionName: 'f', Description: 'first' });
  expect(first).toMatchObject({
    Version: '1',
    FunctionArn: arnOf('f:1'),
    Description: 'first',
    State: 'Active',
  });
  const again = await lambda.publishVersion({ FunctionName: 'f', Description: 'other' });
  expect(again).toMatchObject({ Version: '1', Description: 'first' });

  await lambda.updateFunctionConfiguration({
    FunctionName: 'f',
    Environment: { Variables: { KEY: 'two' } },
  });
  expect(await lambda.publishVersion({ FunctionName: 'f' })).toMatchObject({
    Version: '2',
    Description: '',
  });
  expect(await Promise.all([call('f', {}, '1'), call('f', {}, '2')])).toEqual(['one', 'two']);
});

test('numbers are never used again', async () => {
  await lambda.deleteFunction({ FunctionName: 'f', Qualifier: '2' });
  await lambda.updateFunctionCode({
    FunctionName: 'f',
    ZipFile: await zip({ 'index.js': '// new' }),
  });
  expect(await lambda.publishVersion({ FunctionName: 'f' })).toMatchObject({ Version: '3' });
});

test.each([
  [
    { CodeSha256: 'other' },
    'InvalidParameterValueException',
    expect.stringMatching(/^CodeSHA256 \(other\) is different from current CodeSHA256 in \$LATEST/),
  ],
  [{ RevisionId: 'stale' }, 'PreconditionFailedException', expect.any(String)],
  [{ FunctionName: 'none' }, 'ResourceNotFoundException', `Function not found: ${arnOf('none')}`],
])('%j is refused', async (input, name, message) => {
  await expect(lambda.publishVersion({ FunctionName: 'f', ...input })).rejects.toMatchObject({
    name,
    message,
  });
});
