import { beforeAll, describe, expect, test } from 'vitest';
import { createInbox } from '../fixtures/inbox.ts';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, createActive, call } = await startStack({ lambdaConcurrency: 200 });
const TYPE = 'exports.handler = async () => process.env.AWS_LAMBDA_INITIALIZATION_TYPE;';
const put = (FunctionName: string, Qualifier: string, ProvisionedConcurrentExecutions: number) =>
  lambda.putProvisionedConcurrencyConfig({
    FunctionName,
    Qualifier,
    ProvisionedConcurrentExecutions,
  });
const ready = async (FunctionName: string, Qualifier: string, count: number) => {
  await expect
    .poll(() => lambda.getProvisionedConcurrencyConfig({ FunctionName, Qualifier }), {
      timeout: 20_000,
    })
    .toMatchObject({
      Status: 'READY',
      RequestedProvisionedConcurrentExecutions: count,
      AllocatedProvisionedConcurrentExecutions: count,
      AvailableProvisionedConcurrentExecutions: count,
    });
};
/** A function with version 1 and the alias `live`, which points to it. */
const prepare = async (name: string, source = TYPE) => {
  await createActive(name, source);
  await lambda.publishVersion({ FunctionName: name });
  await lambda.createAlias({ FunctionName: name, Name: 'live', FunctionVersion: '1' });
};

test('instances are initialised before anybody asks', async () => {
  await prepare('f');
  const { $metadata, ...answer } = await put('f', '1', 1);
  expect($metadata.httpStatusCode).toBe(202);
  expect(answer).toEqual({
    RequestedProvisionedConcurrentExecutions: 1,
    AvailableProvisionedConcurrentExecutions: 0,
    AllocatedProvisionedConcurrentExecutions: 0,
    Status: 'IN_PROGRESS',
    LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
  });
  await ready('f', '1', 1);
  expect(await call('f', {}, '1')).toBe('provisioned-concurrency');
  expect(await call('f', {}, 'live')).toBe('provisioned-concurrency');
  expect(await call('f')).toBe('on-demand');
});

test('those of an alias move with it', async () => {
  await prepare('mover', TYPE);
  await put('mover', 'live', 1);
  await ready('mover', 'live', 1);
  expect(await call('mover', {}, 'live')).toBe('provisioned-concurrency');
  await lambda.updateFunctionConfiguration({ FunctionName: 'mover', Timeout: 9 });
  await lambda.publishVersion({ FunctionName: 'mover' });
  const live = { FunctionName: 'mover', Name: 'live' };
  await lambda.updateAlias({ ...live, FunctionVersion: '2' });
  await ready('mover', 'live', 1);
  expect(await call('mover', {}, '2')).toBe('provisioned-concurrency');
  await expect.poll(() => call('mover', {}, '1')).toBe('on-demand');
  await expect(lambda.updateAlias({ ...live, FunctionVersion: '$LATEST' })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
  });
  await expect(
    lambda.updateAlias({ ...live, RoutingConfig: { AdditionalVersionWeights: { 1: 0.5 } } }),
  ).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  await lambda.deleteAlias(live);
  await expect.poll(() => call('mover', {}, '2')).toBe('on-demand');
});

test('a function whose INIT fails', async () => {
  await prepare('broken', "throw new Error('no');");
  await put('broken', '1', 1);
  await expect
    .poll(
      () => lambda.getProvisionedConcurrencyConfig({ FunctionName: 'broken', Qualifier: '1' }),
      { timeout: 20_000 },
    )
    .toMatchObject({ Status: 'FAILED', StatusReason: 'FUNCTION_ERROR_INIT_FAILURE' });
  await lambda.deleteFunction({ FunctionName: 'broken' });
});

test('what is reserved includes what is provisioned; $LATEST has the rest', async () => {
  const inbox = await createInbox({ hold: true });
  await prepare('r', inbox.reporting('1'));
  await lambda.putFunctionConcurrency({ FunctionName: 'r', ReservedConcurrentExecutions: 2 });
  await expect(put('r', '1', 3)).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message:
      'Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function',
  });
  await put('r', '1', 1);
  await ready('r', '1', 1);
  await expect(
    lambda.putFunctionConcurrency({ FunctionName: 'r', ReservedConcurrentExecutions: 0 }),
  ).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message:
      " ReservedConcurrentExecutions  0 should not be lower than function's total provisioned concurrency [1].",
  });
  const running = [
    lambda.invoke({ FunctionName: 'r', Qualifier: '1' }),
    lambda.invoke({ FunctionName: 'r' }),
  ];
  await inbox.next();
  await inbox.next();
  await expect(lambda.invoke({ FunctionName: 'r' })).rejects.toMatchObject({
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  });
  inbox.release();
  await Promise.all(running);
  await lambda.deleteFunction({ FunctionName: 'r' });
});

describe('the account', () => {
  const unreserved = async () =>
    (await lambda.getAccountSettings({})).AccountLimit?.UnreservedConcurrentExecutions;

  test('keeps 100 for all others', async () => {
    await prepare('big');
    const before = (await unreserved()) ?? 0;
    await expect(put('big', '1', before - 99)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message:
        "Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
    });
    await expect(put('big', '1', 201)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: `Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [${before}].`,
    });
    await put('big', '1', 2);
    expect(await unreserved()).toBe(before - 2);
    await put('big', '1', 1);
    expect(await unreserved()).toBe(before - 1);
    await lambda.putFunctionConcurrency({ FunctionName: 'big', ReservedConcurrentExecutions: 5 });
    expect(await unreserved()).toBe(before - 5);
    await lambda.deleteFunction({ FunctionName: 'big' });
    expect(await unreserved()).toBe(before);
  });
});

describe('refuses', () => {
  beforeAll(() => prepare('g'));

  test.each([
    ['g', '1', 0, 'ValidationException', /at 'provisionedConcurrentExecutions' failed to satisfy/],
    [
      'g',
      '$LATEST',
      1,
      'InvalidParameterValueException',
      /^Provisioned Concurrency Configs cannot be applied to unpublished function versions\.$/,
    ],
    ['none', 'live', 1, 'ResourceNotFoundException', /^Cannot find alias arn: .*:none:live$/],
    ['none', '1', 1, 'ResourceNotFoundException', /^Function not found: .*:none:1$/],
    ['g', 'none', 1, 'ResourceNotFoundException', /^Cannot find alias arn: .*:g:none$/],
    ['g', '9', 1, 'ResourceNotFoundException', /^Function not found: .*:g:9$/],
  ])('%s:%s %d', async (name, qualifier, count, error, message) => {
    await expect(put(name, qualifier, count)).rejects.toMatchObject({
      name: error,
      message: expect.stringMatching(message),
    });
  });

  test('a version and an alias of it at once, and aliases with weights', async () => {
    await put('g', '1', 1);
    await expect(put('g', 'live', 1)).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message:
        "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
    });
    await lambda.deleteProvisionedConcurrencyConfig({ FunctionName: 'g', Qualifier: '1' });
    await put('g', 'live', 1);
    await expect(put('g', '1', 1)).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: 'Version is pointed by a Provisioned Concurrency alias',
    });
    await lambda.updateFunctionConfiguration({ FunctionName: 'g', Timeout: 9 });
    await lambda.publishVersion({ FunctionName: 'g' });
    await lambda.createAlias({
      FunctionName: 'g',
      Name: 'split',
      FunctionVersion: '1',
      RoutingConfig: { AdditionalVersionWeights: { 2: 0.5 } },
    });
    await expect(put('g', 'split', 1)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
    expect(await lambda.listProvisionedConcurrencyConfigs({ FunctionName: 'g' })).toMatchObject({
      ProvisionedConcurrencyConfigs: [{ FunctionArn: arnOf('g:live') }],
    });
  });
});
