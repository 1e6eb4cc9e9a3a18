import { expect, test } from 'vitest';
import { startStack } from '../fixtures/stack.ts';

const { lambda, createActive, untilUpdated, call } = await startStack();
const SOURCE = `exports.handler = async (event, context) =>
  ({ key: process.env.KEY, memory: context.memoryLimitInMB })`;

test('changes what is named and nothing else; the function sees it at once', async () => {
  await createActive('f', SOURCE, {
    Description: 'stays',
    Environment: { Variables: { KEY: 'old' } },
  });
  expect(await call('f')).toEqual({ key: 'old', memory: '128' });
  const updated = await lambda.updateFunctionConfiguration({
    FunctionName: 'f',
    MemorySize: 512,
    Timeout: 30,
    Environment: { Variables: { KEY: 'new' } },
  });
  expect(updated).toMatchObject({
    Description: 'stays',
    MemorySize: 512,
    Timeout: 30,
    LastUpdateStatus: 'InProgress',
  });
  expect(await call('f')).toEqual({ key: 'new', memory: '512' });
  await untilUpdated('f');
  expect(await lambda.getFunctionConfiguration({ FunctionName: 'f' })).toMatchObject({
    State: 'Active',
    LastUpdateStatus: 'Successful',
  });
});

test('an empty environment takes all variables away', async () => {
  const { Environment } = await lambda.updateFunctionConfiguration({
    FunctionName: 'f',
    Environment: {},
  });
  expect(Environment?.Variables).toEqual({});
  expect(await call('f')).toEqual({ memory: '512' });
});

test('an update to a runtime that cannot be had fails, and says why', async () => {
  await createActive('g');
  await lambda.updateFunctionConfiguration({ FunctionName: 'g', Runtime: 'java8.al2' });
  await expect(untilUpdated('g')).rejects.toThrow(/FAILURE|Failed/i);
  expect(await lambda.getFunctionConfiguration({ FunctionName: 'g' })).toMatchObject({
    State: 'Active',
    LastUpdateStatus: 'Failed',
    LastUpdateStatusReasonCode: 'InvalidRuntime',
    LastUpdateStatusReason: expect.stringContaining('java8.al2'),
  });
});

test.each([
  [{ RevisionId: 'stale', Timeout: 5 }, 'PreconditionFailedException'],
  [{ Timeout: 901 }, 'ValidationException'],
  [{ Environment: { Variables: { AWS_REGION: 'x' } } }, 'InvalidParameterValueException'],
  [
    { Layers: ['arn:aws:lambda:us-east-1:123456789012:layer:l:1'] },
    'InvalidParameterValueException',
  ],
])('%j is refused', async (input, name) => {
  await expect(
    lambda.updateFunctionConfiguration({ FunctionName: 'f', ...input }),
  ).rejects.toMatchObject({ name });
});

test('log levels come with JSON and go with it', async () => {
  const config = async (LoggingConfig: object) => {
    const answer = await lambda.updateFunctionConfiguration({ FunctionName: 'f', LoggingConfig });
    return answer.LoggingConfig;
  };
  const LogGroup = '/aws/lambda/f';
  const json = { LogFormat: 'JSON', LogGroup };
  expect(await config({ LogFormat: 'JSON' })).toEqual({
    ...json,
    ApplicationLogLevel: 'INFO',
    SystemLogLevel: 'INFO',
  });
  expect(await config({ ApplicationLogLevel: 'TRACE' })).toEqual({
    ...json,
    ApplicationLogLevel: 'TRACE',
    SystemLogLevel: 'INFO',
  });
  await untilUpdated('f');
  expect(await config({ LogFormat: 'Text' })).toEqual({ LogFormat: 'Text', LogGroup });
  await expect(config({ SystemLogLevel: 'WARN' })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
  });
});
