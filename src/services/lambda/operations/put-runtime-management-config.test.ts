import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, createActive } = await startStack();
await createActive('f');
const FunctionName = 'f';
const OTHER = `arn:aws:lambda:us-east-1::runtime:${'0'.repeat(64)}`;

test('Manual names the one runtime version that is here', async () => {
  const { RuntimeVersionConfig } = await lambda.getFunctionConfiguration({ FunctionName });
  const RuntimeVersionArn = RuntimeVersionConfig?.RuntimeVersionArn;
  const manual = { UpdateRuntimeOn: 'Manual' as const, RuntimeVersionArn };
  expect(await lambda.putRuntimeManagementConfig({ FunctionName, ...manual })).toMatchObject({
    ...manual,
    FunctionArn: arnOf('f'),
  });
  const { $metadata: _, ...auto } = await lambda.putRuntimeManagementConfig({
    FunctionName,
    UpdateRuntimeOn: 'Auto',
  });
  expect(auto).toEqual({ UpdateRuntimeOn: 'Auto', FunctionArn: arnOf('f') });
});

test.each([
  [{ UpdateRuntimeOn: 'Manual' as const }, 'InvalidParameterValueException'],
  [
    { UpdateRuntimeOn: 'Manual' as const, RuntimeVersionArn: OTHER },
    'InvalidParameterValueException',
  ],
  [
    { UpdateRuntimeOn: 'Auto' as const, RuntimeVersionArn: OTHER },
    'InvalidParameterValueException',
  ],
  [{ UpdateRuntimeOn: 'Never' as never }, 'ValidationException'],
  [{ UpdateRuntimeOn: 'Auto' as const, Qualifier: '9' }, 'ResourceNotFoundException'],
])('%j is refused', async (input, name) => {
  await expect(lambda.putRuntimeManagementConfig({ FunctionName, ...input })).rejects.toMatchObject(
    { name },
  );
});
