import type { PutFunctionEventInvokeConfigCommandInput } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { arnOf, ROLE, startStack } from '../fixtures/stack.ts';

const { lambda, create } = await startStack();
await create('f');

test('replaces all that was set before', async () => {
  await lambda.putFunctionEventInvokeConfig({ FunctionName: 'f', MaximumEventAgeInSeconds: 60 });
  const { $metadata: _, ...config } = await lambda.putFunctionEventInvokeConfig({
    FunctionName: 'f',
    MaximumRetryAttempts: 1,
  });
  expect(config).toEqual({
    FunctionArn: arnOf('f:$LATEST'),
    LastModified: expect.any(Date),
    MaximumRetryAttempts: 1,
    DestinationConfig: { OnSuccess: {}, OnFailure: {} },
  });
});

test('destinations are functions', async () => {
  await create('other');
  const DestinationConfig = { OnSuccess: { Destination: arnOf('other') }, OnFailure: {} };
  expect(
    await lambda.putFunctionEventInvokeConfig({ FunctionName: 'f', DestinationConfig }),
  ).toMatchObject({ DestinationConfig });
  expect(
    await lambda.updateFunctionEventInvokeConfig({ FunctionName: 'f', MaximumRetryAttempts: 1 }),
  ).toMatchObject({ DestinationConfig, MaximumRetryAttempts: 1 });
});

const queue = 'arn:aws:sqs:us-east-1:123456789012:q';
test.each<[Partial<PutFunctionEventInvokeConfigCommandInput>, string, unknown]>([
  [
    {},
    'InvalidParameterValueException',
    'You must specify at least one of error handling or destination setting.',
  ],
  [
    { DestinationConfig: { OnFailure: { Destination: queue } } },
    'NotImplemented',
    expect.stringContaining('DestinationConfig'),
  ],
  [
    { DestinationConfig: { OnSuccess: { Destination: arnOf('none') } } },
    'InvalidParameterValueException',
    `The destination ARN ${arnOf('none')} is invalid.`,
  ],
  [
    { DestinationConfig: { OnFailure: { Destination: arnOf('f') } } },
    'InvalidParameterValueException',
    "You can't specify the function as a destination for itself.",
  ],
  [
    { DestinationConfig: { OnSuccess: { Destination: ROLE } } },
    'InvalidParameterValueException',
    `The provided destination config DestinationConfig(onSuccess=OnSuccess(destination=${ROLE}), onFailure=null) is invalid.`,
  ],
  [
    { FunctionName: 'none', MaximumRetryAttempts: 0 },
    'ResourceNotFoundException',
    "The function doesn't exist.",
  ],
])('%j is refused', async (input, name, message) => {
  await expect(
    lambda.putFunctionEventInvokeConfig({ FunctionName: 'f', ...input }),
  ).rejects.toMatchObject({ name, message });
});
