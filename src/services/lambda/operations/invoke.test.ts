import { expect, test } from 'vitest';
import { createInbox } from '../fixtures/inbox.ts';
import { arnOf, startStack, toJson, toPayload } from '../fixtures/stack.ts';

const { lambda, create, createActive, call } = await startStack();
const CONTEXT = `exports.handler = async (event, context) =>
  ({ id: context.awsRequestId, arn: context.invokedFunctionArn, client: context.clientContext })`;
await createActive('echo');

test('create and invoke in one breath', async () => {
  await create('fresh');
  const answer = await lambda.invoke({
    FunctionName: 'fresh',
    Payload: toPayload({ name: 'John' }),
  });
  expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
  expect(answer).not.toHaveProperty('FunctionError');
  expect(toJson(answer.Payload)).toEqual({ name: 'John' });
});

test('no payload reaches the function as {}', async () => {
  const { Payload } = await lambda.invoke({ FunctionName: 'echo' });
  expect(toJson(Payload)).toEqual({});
});

test('the request id of the answer is the function’s, and the ARN is the one that was named', async () => {
  await createActive('context', CONTEXT);
  for (const [named, arn] of [
    ['context', arnOf('context')],
    ['context:$LATEST', arnOf('context:$LATEST')],
    [arnOf('context'), arnOf('context')],
  ] as const) {
    const { Payload, $metadata } = await lambda.invoke({ FunctionName: named });
    expect(toJson(Payload)).toEqual({ id: $metadata.requestId, arn });
  }
});

test('the client context arrives parsed', async () => {
  const ClientContext = Buffer.from('{"custom":{"a":1}}').toString('base64');
  const { Payload } = await lambda.invoke({ FunctionName: 'context', ClientContext });
  expect(toJson(Payload)).toMatchObject({ client: { custom: { a: 1 } } });
  await expect(
    lambda.invoke({ FunctionName: 'context', ClientContext: '####' }),
  ).rejects.toMatchObject({
    name: 'InvalidRequestContentException',
    message: 'Client context must be a valid Base64-encoded JSON object.',
  });
});

test('the log tail', async () => {
  await createActive(
    'talk',
    "exports.handler = async () => { console.log('hello log'); return 1; };",
  );
  const { LogResult } = await lambda.invoke({ FunctionName: 'talk', LogType: 'Tail' });
  const log = Buffer.from(LogResult ?? '', 'base64').toString();
  expect(log).toMatch(/^START RequestId: \S+ Version: \$LATEST\n/);
  expect(log).toContain('hello log');
  expect(log).toMatch(/REPORT RequestId: \S+\tDuration: /);
  expect(await lambda.invoke({ FunctionName: 'talk' })).not.toHaveProperty('LogResult');
});

test('a function’s own error is a result', async () => {
  await createActive('thrower', "exports.handler = async () => { throw new TypeError('no'); };");
  const answer = await lambda.invoke({ FunctionName: 'thrower' });
  expect(answer).toMatchObject({
    StatusCode: 200,
    FunctionError: 'Unhandled',
    ExecutedVersion: '$LATEST',
  });
  expect(toJson(answer.Payload)).toMatchObject({ errorType: 'TypeError', errorMessage: 'no' });
});

test('an Event is accepted with an empty body, and run', async () => {
  const inbox = await createInbox();
  await createActive(
    'later',
    inbox.reporting('[event, context.awsRequestId, context.invokedFunctionArn]'),
  );
  const answer = await lambda.invoke({
    FunctionName: 'later',
    InvocationType: 'Event',
    Payload: toPayload({ a: 1 }),
  });
  expect(answer.StatusCode).toBe(202);
  expect(answer).not.toHaveProperty('ExecutedVersion');
  expect(Buffer.from(answer.Payload ?? []).toString()).toBe('');
  expect(await inbox.next()).toEqual([{ a: 1 }, answer.$metadata.requestId, arnOf('later')]);
});

test('DryRun runs nothing', async () => {
  expect(await lambda.invoke({ FunctionName: 'echo', InvocationType: 'DryRun' })).toMatchObject({
    StatusCode: 204,
  });
  await expect(
    lambda.invoke({ FunctionName: 'none', InvocationType: 'DryRun' }),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test.each([
  [
    '{bad',
    `Unexpected character ('b' (code 98)): was expecting double-quote to start field name`,
    'line: 1, column: 2',
  ],
  [
    'hello',
    `Unrecognized token 'hello': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`,
    'line: 1, column: 6',
  ],
  ['{"a":\n1', 'Unexpected end-of-input: expected close marker for Object', 'line: 2, column: 2'],
])('a payload that is not JSON: %s', async (text, problem, where) => {
  await expect(
    lambda.invoke({ FunctionName: 'echo', Payload: Buffer.from(text) }),
  ).rejects.toMatchObject({
    name: 'InvalidRequestContentException',
    Type: 'User',
    message: `Could not parse request body into json: Could not parse payload into json: ${problem}\n at [Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); ${where}]`,
    $metadata: { httpStatusCode: 400 },
  });
});

test.each([
  ['RequestResponse', 6_291_456],
  ['Event', 1_048_576],
] as const)('a payload over the limit of %s', async (InvocationType, limit) => {
  const Payload = Buffer.from(`"${'x'.repeat(limit)}"`);
  await expect(
    lambda.invoke({ FunctionName: 'echo', InvocationType, Payload }),
  ).rejects.toMatchObject({
    name: 'RequestTooLargeException',
    message: `${limit + 2} byte payload is too large for the ${InvocationType} invocation type (limit ${limit} bytes)`,
    $metadata: { httpStatusCode: 413 },
  });
});

test('a version, an alias, and what is neither', async () => {
  await lambda.publishVersion({ FunctionName: 'echo' });
  await lambda.createAlias({ FunctionName: 'echo', Name: 'live', FunctionVersion: '1' });
  expect(await lambda.invoke({ FunctionName: 'echo', Qualifier: '1' })).toMatchObject({
    ExecutedVersion: '1',
  });
  expect(await lambda.invoke({ FunctionName: 'echo:live' })).toMatchObject({
    ExecutedVersion: '1',
  });
  await expect(call('echo', {}, 'other')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `Function not found: ${arnOf('echo:other')}`,
  });
});

test('at its reserved concurrency a function is throttled', async () => {
  await lambda.putFunctionConcurrency({ FunctionName: 'echo', ReservedConcurrentExecutions: 0 });
  await expect(call('echo')).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    message: 'Rate Exceeded.',
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    $metadata: { httpStatusCode: 429 },
  });
  await lambda.deleteFunctionConcurrency({ FunctionName: 'echo' });
  expect(await call('echo', 1)).toBe(1);
});
