import { expect, test } from 'vitest';
import { createInbox } from '../fixtures/inbox.ts';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { lambda, create, createActive, call } = await startStack({ lambdaConcurrency: 1000 });
const inbox = await createInbox({ hold: true });

test('bounds how many run at once', async () => {
  await createActive('f', inbox.reporting('1'));
  expect(
    await lambda.putFunctionConcurrency({ FunctionName: 'f', ReservedConcurrentExecutions: 2 }),
  ).toMatchObject({ ReservedConcurrentExecutions: 2 });
  const running = [lambda.invoke({ FunctionName: 'f' }), lambda.invoke({ FunctionName: 'f' })];
  await inbox.next();
  await inbox.next();
  await expect(lambda.invoke({ FunctionName: 'f' })).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  });
  inbox.release();
  for (const answer of await Promise.all(running))
    expect(answer).not.toHaveProperty('FunctionError');
});

test('warm instances outlive a change of the limit', async () => {
  await createActive('counter', 'let calls = 0; exports.handler = async () => ++calls;');
  expect(await call('counter')).toBe(1);
  await lambda.putFunctionConcurrency({
    FunctionName: 'counter',
    ReservedConcurrentExecutions: 1,
  });
  expect(await call('counter')).toBe(2);
  await lambda.deleteFunctionConcurrency({ FunctionName: 'counter' });
});

test('at least 100 stay unreserved, whoever asks first', async () => {
  await Promise.all([create('a'), create('b')]);
  const message =
    "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].";
  const answers = await Promise.allSettled(
    ['a', 'b'].map((FunctionName) =>
      lambda.putFunctionConcurrency({ FunctionName, ReservedConcurrentExecutions: 500 }),
    ),
  );
  expect(answers.map((each) => each.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(answers.find((each) => each.status === 'rejected')?.reason).toMatchObject({
    name: 'InvalidParameterValueException',
    message,
  });
});

test('its own share counts as free when it is changed', async () => {
  for (const ReservedConcurrentExecutions of [400, 399]) {
    const answer = await lambda.putFunctionConcurrency({
      FunctionName: 'f',
      ReservedConcurrentExecutions,
    });
    expect(answer.ReservedConcurrentExecutions).toBe(ReservedConcurrentExecutions);
  }
});

test.each([
  ['none', 'ResourceNotFoundException', `Function not found: ${arnOf('none:$LATEST')}`],
  [
    'a:1',
    'InvalidParameterValueException',
    expect.stringMatching(/^This operation is permitted on Lambda functions only/),
  ],
])('%s is refused', async (FunctionName, name, message) => {
  await expect(
    lambda.putFunctionConcurrency({ FunctionName, ReservedConcurrentExecutions: 1 }),
  ).rejects.toMatchObject({ name, message });
});
