import { expect, test } from 'vitest';
import { arnOf, startStack, zip } from '../fixtures/stack.ts';

const { lambda, createActive, untilUpdated, call } = await startStack();
const answering = (text: string) => zip({ 'index.js': `exports.handler = async () => '${text}';` });

test('the next invocation runs the new code, and warm instances of the old are gone', async () => {
  await createActive('f', "exports.handler = async () => 'old';");
  expect(await call('f')).toBe('old');
  const before = await lambda.getFunctionConfiguration({ FunctionName: 'f' });
  const updated = await lambda.updateFunctionCode({
    FunctionName: 'f',
    ZipFile: await answering('new'),
  });
  expect(updated).toMatchObject({
    State: 'Active',
    LastUpdateStatus: 'InProgress',
    LastUpdateStatusReason: 'The function is being created.',
    LastUpdateStatusReasonCode: 'Creating',
  });
  expect(updated.CodeSha256).not.toBe(before.CodeSha256);
  expect(updated.RevisionId).not.toBe(before.RevisionId);
  expect(await call('f')).toBe('new');
  await untilUpdated('f');
});

test('DryRun answers what would be, and changes nothing', async () => {
  const before = await lambda.getFunctionConfiguration({ FunctionName: 'f' });
  const dry = await lambda.updateFunctionCode({
    FunctionName: 'f',
    ZipFile: await answering('dry'),
    DryRun: true,
  });
  expect(dry.CodeSha256).not.toBe(before.CodeSha256);
  const after = await lambda.getFunctionConfiguration({ FunctionName: 'f' });
  expect(after.CodeSha256).toBe(before.CodeSha256);
});

test('Publish makes a version of the new code', async () => {
  const published = await lambda.updateFunctionCode({
    FunctionName: 'f',
    ZipFile: await answering('v1'),
    Publish: true,
  });
  expect(published).toMatchObject({ Version: '1', FunctionArn: arnOf('f:1') });
  await lambda.updateFunctionCode({ FunctionName: 'f', ZipFile: await answering('v2') });
  expect(await call('f', {}, '1')).toBe('v1');
  expect(await call('f')).toBe('v2');
});

test('a stale RevisionId is refused', async () => {
  await expect(
    lambda.updateFunctionCode({
      FunctionName: 'f',
      ZipFile: await answering('x'),
      RevisionId: 'stale',
    }),
  ).rejects.toMatchObject({
    name: 'PreconditionFailedException',
    message:
      'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    $metadata: { httpStatusCode: 412 },
  });
  expect(await call('f')).toBe('v2');
});

test('a bad zip leaves the code as it was', async () => {
  await expect(
    lambda.updateFunctionCode({ FunctionName: 'f', ZipFile: Buffer.from('PK\u0003\u0004 no') }),
  ).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'Could not unzip uploaded file. Please check your file, then try to upload again.',
  });
  expect(await call('f')).toBe('v2');
});

test('a function that is not there', async () => {
  await expect(
    lambda.updateFunctionCode({ FunctionName: 'none', ZipFile: await answering('x') }),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
