import type {
  StartLiveTailCommandInput,
  StartLiveTailResponseStream,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, it } from 'vitest';
import { awsError, type LogsFixture, startLogs } from '../fixture.ts';
import { LIVE_TAIL_SESSION_MS } from '../limits.ts';

const ARN = 'arn:aws:logs:us-east-1:123456789012:log-group:g';

type Messages = AsyncIterator<StartLiveTailResponseStream, undefined>;

async function startTail(
  fixture: LogsFixture,
  input: Partial<StartLiveTailCommandInput> = {},
): Promise<Messages> {
  const { responseStream } = await fixture.logs.startLiveTail({
    logGroupIdentifiers: [ARN],
    ...input,
  });
  return (responseStream as AsyncIterable<StartLiveTailResponseStream, undefined>)[
    Symbol.asyncIterator
  ]();
}

/** The next update, once the clock has gone on by a second. */
async function nextUpdate(
  fixture: LogsFixture,
  messages: Messages,
): Promise<StartLiveTailResponseStream['sessionUpdate']> {
  await fixture.stack.clock.advance(1000);
  return (await messages.next()).value?.sessionUpdate;
}

it('begins with the session and sends an update each second', async () => {
  await using fixture = await startLogs();
  await fixture.createStreams('g', 's');
  await fixture.put('g', 's', [0, 'before']);
  await fixture.stack.clock.advance(1);
  const messages = await startTail(fixture);
  expect((await messages.next()).value?.sessionStart).toMatchObject({
    logGroupIdentifiers: [ARN],
    sessionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    logEventFilterPattern: '',
  });
  await fixture.put('g', 's', [-3_600_000, 'old but new'], [0, 'now']);
  const timestamp = fixture.now();
  expect(await nextUpdate(fixture, messages)).toEqual({
    sessionMetadata: { sampled: false },
    sessionResults: [
      { message: 'old but new', timestamp: timestamp - 3_600_000 },
      { message: 'now', timestamp },
    ].map((event) => ({
      ...event,
      ingestionTime: timestamp,
      logStreamName: 's',
      logGroupIdentifier: ARN,
    })),
  });
  expect((await nextUpdate(fixture, messages))?.sessionResults).toEqual([]);
  await fixture.put('g', 's', [0, 'later']);
  expect((await nextUpdate(fixture, messages))?.sessionResults).toMatchObject([
    { message: 'later' },
  ]);
  await messages.return?.();
});

it('narrows by stream and pattern', async () => {
  await using fixture = await startLogs();
  await fixture.createStreams('g', 'a', 'b');
  const messages = await startTail(fixture, {
    logStreamNamePrefixes: ['a'],
    logEventFilterPattern: 'ERROR',
  });
  await messages.next();
  await fixture.put('g', 'a', [0, 'ERROR 1'], [0, 'fine']);
  await fixture.put('g', 'b', [0, 'ERROR 2']);
  expect((await nextUpdate(fixture, messages))?.sessionResults).toMatchObject([
    { message: 'ERROR 1' },
  ]);
  await messages.return?.();
});

it('samples more than 500 events', async () => {
  await using fixture = await startLogs();
  await fixture.createStreams('g', 's');
  const messages = await startTail(fixture);
  await messages.next();
  await fixture.put(
    'g',
    's',
    ...Array.from({ length: 1500 }, (_, index): [number, string] => [0, `${index}`]),
  );
  const update = await nextUpdate(fixture, messages);
  expect(update?.sessionMetadata).toEqual({ sampled: true });
  expect(update?.sessionResults).toHaveLength(500);
  await messages.return?.();
});

it('tells the client inside the stream that three hours are over', async () => {
  await using fixture = await startLogs();
  await fixture.createStreams('g');
  const messages = await startTail(fixture);
  await messages.next();
  await fixture.stack.clock.advance(LIVE_TAIL_SESSION_MS);
  const readToTheEnd = async (): Promise<void> => {
    while (!(await messages.next()).done);
  };
  await expect(readToTheEnd()).rejects.toMatchObject({ name: 'SessionTimeoutException' });
});

it('does not hold up a stack that stops', async () => {
  const fixture = await startLogs();
  await fixture.createStreams('g');
  const messages = await startTail(fixture);
  await messages.next();
  const started = performance.now();
  await fixture.stack.stop();
  expect(performance.now() - started).toBeLessThan(2000);
  expect(await messages.next()).toMatchObject({ done: true });
});

it('refuses names, unknown groups, contradictions and cheaper classes', async () => {
  await using fixture = await startLogs();
  const { logs } = fixture;
  await expect(startTail(fixture)).rejects.toMatchObject(
    awsError('ResourceNotFoundException', 'The specified log group does not exist.'),
  );
  await expect(startTail(fixture, { logGroupIdentifiers: ['g'] })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  await fixture.createStreams('g');
  await expect(
    startTail(fixture, { logStreamNames: ['a'], logStreamNamePrefixes: ['a'] }),
  ).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  await expect(startTail(fixture, { logEventFilterPattern: '{' })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  await logs.createLogGroup({ logGroupName: 'rare', logGroupClass: 'INFREQUENT_ACCESS' });
  await expect(
    startTail(fixture, { logGroupIdentifiers: [ARN.replace(/g$/, 'rare')] }),
  ).rejects.toMatchObject({
    name: 'InvalidOperationException',
  });
});
