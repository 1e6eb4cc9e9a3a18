import { expect, it } from 'vitest';
import type { OutputOf } from '../sdk.ts';
import { LIVE_TAIL_SESSION_MS, LIVE_TAIL_SESSIONS } from './limits.ts';
import { type ServiceFixture, startLogsService } from './service-fixture.ts';

const ARN = 'arn:aws:logs:us-east-1:123456789012:log-group:g';

type Stream = NonNullable<OutputOf<'logs', 'StartLiveTail'>['responseStream']>;
type Messages = AsyncIterator<Stream extends AsyncIterable<infer M> ? M : never, undefined>;

async function withGroup(): Promise<ServiceFixture> {
  const fixture = await startLogsService();
  await fixture.run('CreateLogGroup', { logGroupName: 'g' });
  return fixture;
}

async function start(fixture: ServiceFixture, signal?: AbortSignal): Promise<Messages> {
  const client = signal ? { signal } : {};
  const output = await fixture.run('StartLiveTail', { logGroupIdentifiers: [ARN] }, client);
  return (output.responseStream as Stream)[Symbol.asyncIterator]() as Messages;
}

it('shows what a function appends', async () => {
  await using fixture = await withGroup();
  const messages = await start(fixture);
  expect((await messages.next()).value?.sessionStart?.logGroupIdentifiers).toEqual([ARN]);
  const ref = { scope: fixture.context.store.scope, group: 'g', stream: 's' };
  await fixture.engine.logs.append(ref, [{ atEpochMs: 999_999, message: 'START' }]);
  const update = messages.next();
  await fixture.clock.advance(1000);
  expect((await update).value?.sessionUpdate).toMatchObject({
    sessionMetadata: { sampled: false },
    sessionResults: [{ message: 'START', logStreamName: 's', timestamp: 999_999 }],
  });
});

it('times out after three hours', async () => {
  await using fixture = await withGroup();
  const messages = await start(fixture);
  await messages.next();
  await fixture.clock.advance(LIVE_TAIL_SESSION_MS);
  await expect(messages.next()).rejects.toMatchObject({ code: 'SessionTimeoutException' });
});

it('ends when the client goes away, when the stack is reset and when it stops', async () => {
  const fixture = await withGroup();
  const gone = new AbortController();
  const [first, second] = [await start(fixture, gone.signal), await start(fixture)];
  for (const messages of [first, second]) await messages.next();
  const [firstEnd, secondEnd] = [first.next(), second.next()];
  gone.abort();
  expect(await firstEnd).toEqual({ done: true, value: undefined });
  await fixture.reset();
  expect(await secondEnd).toEqual({ done: true, value: undefined });
  const third = await start(fixture);
  await third.next();
  const thirdEnd = third.next();
  await fixture[Symbol.asyncDispose]();
  expect(await thirdEnd).toEqual({ done: true, value: undefined });
});

it('allows a limited number of sessions at once', async () => {
  await using fixture = await withGroup();
  const sessions: Messages[] = [];
  for (let index = 0; index < LIVE_TAIL_SESSIONS; index++) {
    const messages = await start(fixture);
    await messages.next();
    sessions.push(messages);
  }
  await expect(start(fixture)).rejects.toMatchObject({ code: 'LimitExceededException' });
  await sessions[0]?.return?.();
  await start(fixture);
});
