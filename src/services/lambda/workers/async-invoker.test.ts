import { describe, expect, test } from 'vitest';
import { createInbox, type Inbox } from '../fixtures/inbox.ts';
import { startInMemory } from '../fixtures/services.ts';
import { ROLE, toPayload, zip } from '../fixtures/stack.ts';

const { clock, context, state, logged } = await startInMemory();
const MINUTE_MS = 60_000;
let functions = 0;

/** A function that reports its request id and then runs `then`. */
async function deploy(
  inbox: Inbox,
  then = '',
  expression = 'context.awsRequestId',
): Promise<string> {
  const name = `f${functions++}`;
  await context().call('lambda', 'CreateFunction', {
    FunctionName: name,
    Runtime: 'nodejs24.x',
    Role: ROLE,
    Handler: 'index.handler',
    Code: { ZipFile: await zip({ 'index.js': inbox.reporting(expression, then) }) },
  });
  return name;
}

/** @returns the request id */
async function send(name: string): Promise<string> {
  const request = context();
  const answer = await request.call('lambda', 'Invoke', {
    FunctionName: name,
    InvocationType: 'Event',
    Payload: toPayload({}) as never,
  });
  expect(answer).toEqual({ StatusCode: 202 });
  return request.requestId;
}

/** The next report, once its outcome is settled too. */
async function next(inbox: Inbox): Promise<unknown> {
  const report = await inbox.next();
  await state.asyncInvoker.idle();
  return report;
}

/** Why the next event that is dropped is dropped. */
async function nextDrop(): Promise<string | undefined> {
  return (await logged(/was dropped/)).split(': ').at(-1);
}

test('a failing function is run three times, after one and two minutes, under one request id', async () => {
  const inbox = await createInbox();
  const name = await deploy(inbox, "throw new Error('no');");
  const requestId = await send(name);
  expect(await next(inbox)).toBe(requestId);
  const firstAt = clock.now();
  await clock.advance(MINUTE_MS);
  expect(await next(inbox)).toBe(requestId);
  await clock.advance(2 * MINUTE_MS - 1);
  await state.asyncInvoker.idle();
  expect(clock.now()).toBe(firstAt + 3 * MINUTE_MS - 1);
  const drop = nextDrop();
  await clock.advance(1);
  expect(await next(inbox)).toBe(requestId);
  expect(await drop).toBe('RetriesExhausted');
});

test('MaximumRetryAttempts 0: once, and dropped', async () => {
  const inbox = await createInbox();
  const name = await deploy(inbox, "throw new Error('no');");
  await context().call('lambda', 'PutFunctionEventInvokeConfig', {
    FunctionName: name,
    MaximumRetryAttempts: 0,
  });
  const drop = nextDrop();
  await send(name);
  await next(inbox);
  expect(await drop).toBe('RetriesExhausted');
});

test('MaximumEventAge ends the retries', async () => {
  const inbox = await createInbox();
  const name = await deploy(inbox, "throw new Error('no');");
  await context().call('lambda', 'PutFunctionEventInvokeConfig', {
    FunctionName: name,
    MaximumEventAgeInSeconds: 100,
  });
  await send(name);
  await next(inbox);
  const drop = nextDrop();
  await clock.advance(MINUTE_MS);
  await next(inbox); // the third attempt would come after 180 s
  expect(await drop).toBe('EventAgeExceeded');
});

test('a throttled event waits and is run when there is room; it counts as no failure', async () => {
  const inbox = await createInbox({ hold: true });
  const name = await deploy(inbox);
  await context().call('lambda', 'PutFunctionConcurrency', {
    FunctionName: name,
    ReservedConcurrentExecutions: 1,
  });
  const first = await send(name);
  expect(await inbox.next()).toBe(first);
  const second = await send(name);
  inbox.release();
  await state.asyncInvoker.idle();
  // Whether the second was throttled or came just after the first, one second later it has run.
  await clock.advance(1000);
  expect(await next(inbox)).toBe(second);
});

test('an event runs to its end although time is moved far ahead', async () => {
  const inbox = await createInbox({ hold: true });
  const name = await deploy(inbox);
  const requestId = await send(name);
  expect(await inbox.next()).toBe(requestId);
  await clock.advance(10 * MINUTE_MS);
  inbox.release();
  await state.asyncInvoker.idle();
  const other = await send(name);
  expect(await next(inbox)).toBe(other); // and not the first once more
});

test('events of a function without concurrency, or without function, are dropped', async () => {
  const inbox = await createInbox();
  const name = await deploy(inbox);
  await context().call('lambda', 'PutFunctionConcurrency', {
    FunctionName: name,
    ReservedConcurrentExecutions: 0,
  });
  const withoutConcurrency = nextDrop();
  await send(name);
  expect(await withoutConcurrency).toBe('ZeroReservedConcurrency');

  const failing = await deploy(inbox, "throw new Error('no');");
  await send(failing);
  await next(inbox);
  await context().call('lambda', 'DeleteFunction', { FunctionName: failing });
  const withoutFunction = nextDrop();
  await clock.advance(MINUTE_MS);
  expect(await withoutFunction).toBe('FunctionDeleted');
});

describe('destinations', () => {
  const ARN = 'arn:aws:lambda:us-east-1:123456789012:function';
  const destined = async (then: string, attempts = 0) => {
    const told = await createInbox();
    const [success, failure] = [
      await deploy(told, '', "['ok', event]"),
      await deploy(told, '', "['no', event]"),
    ];
    const name = await deploy(await createInbox(), then);
    await context().call('lambda', 'PutFunctionEventInvokeConfig', {
      FunctionName: name,
      MaximumRetryAttempts: attempts,
      DestinationConfig: {
        OnSuccess: { Destination: `${ARN}:${success}` },
        OnFailure: { Destination: `${ARN}:${failure}` },
      },
    });
    return { name, told };
  };
  const requestContext = (name: string, requestId: string) => ({
    requestId,
    functionArn: `${ARN}:${name}:$LATEST`,
  });

  test('are told of success', async () => {
    const { name, told } = await destined('return { answer: 42 };');
    const requestId = await send(name);
    expect(await told.next()).toEqual([
      'ok',
      {
        version: '1.0',
        timestamp: new Date(clock.now()).toISOString(),
        requestContext: {
          ...requestContext(name, requestId),
          condition: 'Success',
          approximateInvokeCount: 1,
        },
        requestPayload: {},
        responseContext: { statusCode: 200, executedVersion: '$LATEST' },
        responsePayload: { answer: 42 },
      },
    ]);
  });

  test('are told of failure, once the retries are exhausted', async () => {
    const { name, told } = await destined("throw new Error('no');");
    const requestId = await send(name);
    expect(await told.next()).toMatchObject([
      'no',
      {
        requestContext: {
          ...requestContext(name, requestId),
          condition: 'RetriesExhausted',
          approximateInvokeCount: 1,
        },
        responseContext: {
          statusCode: 200,
          executedVersion: '$LATEST',
          functionError: 'Unhandled',
        },
        responsePayload: { errorMessage: 'no', errorType: 'Error' },
      },
    ]);
  });

  test('are told of an event that was never run', async () => {
    const { name, told } = await destined('');
    await context().call('lambda', 'PutFunctionConcurrency', {
      FunctionName: name,
      ReservedConcurrentExecutions: 0,
    });
    const requestId = await send(name);
    const [where, record] = (await told.next()) as [string, object];
    expect(where).toBe('no');
    expect(record).toMatchObject({
      requestContext: {
        ...requestContext(name, requestId),
        condition: 'ZeroReservedConcurrency',
        approximateInvokeCount: 0,
      },
      requestPayload: {},
    });
    expect(record).not.toHaveProperty('responseContext');
    expect(record).not.toHaveProperty('responsePayload');
  });

  test('a loop of functions ends, unless it is allowed', async () => {
    const told = await createInbox();
    const [ping, pong] = [await deploy(told), await deploy(told)];
    for (const [from, to] of [
      [ping, pong],
      [pong, ping],
    ] as const) {
      await context().call('lambda', 'PutFunctionEventInvokeConfig', {
        FunctionName: from,
        DestinationConfig: { OnSuccess: { Destination: `${ARN}:${to}` } },
      });
    }
    const stopped = logged(/was dropped: RecursiveInvocation/);
    await send(ping);
    expect(await stopped).toContain(ping);
    for (let i = 0; i < 32; i++) await told.next();
    await context().call('lambda', 'PutFunctionRecursionConfig', {
      FunctionName: ping,
      RecursiveLoop: 'Allow',
    });
    const stoppedAgain = logged(/was dropped: RecursiveInvocation/);
    await send(ping);
    expect(await stoppedAgain).toContain(pong);
    for (let i = 0; i < 33; i++) await told.next();
  });
});
