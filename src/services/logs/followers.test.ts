import type { FilterLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { type ServiceFixture, startLogsService } from './service-fixture.ts';

const TAIL =
  'aws-cli/2.9.19 Python/3.11.2 Linux/6.1 source/x86_64.debian.12 prompt/off command/logs.tail';
const PAUSE_MS = 5000;

/** A client that polls as `aws logs tail --follow` does. */
class Tail {
  readonly seen: string[] = [];
  readonly #fixture: ServiceFixture;
  readonly #userAgent: string;
  readonly #ids = new Set<string>();
  readonly input: FilterLogEventsCommandInput = { logGroupName: 'g', interleaved: true };

  constructor(fixture: ServiceFixture, options: { userAgent?: string; startTime?: number } = {}) {
    this.#fixture = fixture;
    this.#userAgent = options.userAgent ?? TAIL;
    this.input.startTime = options.startTime ?? 999_001;
  }

  /** @returns whether the client would go on without a pause */
  async poll(signal?: AbortSignal): Promise<boolean> {
    const page = await this.#fixture.run(
      'FilterLogEvents',
      { ...this.input },
      { userAgent: this.#userAgent, ...(signal && { signal }) },
    );
    for (const { eventId = '', message = '', timestamp = 0 } of page.events ?? []) {
      if (!this.#ids.has(eventId)) this.seen.push(message);
      this.#ids.add(eventId);
      this.#newest = Math.max(this.#newest, timestamp);
    }
    this.input.nextToken = page.nextToken;
    if (page.nextToken === undefined && this.#newest > 0) this.input.startTime = this.#newest;
    return page.nextToken !== undefined;
  }
  #newest = 0;
}

async function withStream(): Promise<ServiceFixture> {
  const fixture = await startLogsService();
  await fixture.run('CreateLogGroup', { logGroupName: 'g' });
  await fixture.run('CreateLogStream', { logGroupName: 'g', logStreamName: 's' });
  return fixture;
}

/** Appends as a function does. */
function append(fixture: ServiceFixture, message: string, atMs = 0): Promise<void> {
  const ref = { scope: fixture.context.store.scope, group: 'g', stream: 's' };
  return fixture.engine.logs.append(ref, [{ atEpochMs: fixture.clock.now() + atMs, message }]);
}

describe('a client that follows', () => {
  it('is answered from its second poll on when something arrives', async () => {
    await using fixture = await withStream();
    await append(fixture, 'first');
    const tail = new Tail(fixture);
    expect(await tail.poll()).toBe(false);
    await append(fixture, 'while it sleeps');
    fixture.pause(PAUSE_MS);
    const second = tail.poll();
    await append(fixture, 'live 1', 5);
    expect(await second).toBe(true);
    const third = tail.poll();
    // Stored after a later one: a client that polls by time alone would miss it.
    await append(fixture, 'live 2', 4);
    expect(await third).toBe(true);
    const fourth = tail.poll();
    await append(fixture, 'live 3', 5);
    await fourth;
    expect(tail.seen).toEqual(['first', 'while it sleeps', 'live 1', 'live 2', 'live 3']);
  });

  it('is recognised in an empty group', async () => {
    await using fixture = await withStream();
    const tail = new Tail(fixture);
    await tail.poll();
    fixture.pause(PAUSE_MS);
    const second = tail.poll();
    await append(fixture, 'first ever');
    expect(await second).toBe(true);
    expect(tail.seen).toEqual(['first ever']);
  });

  it('gets an answer again that did not reach it', async () => {
    await using fixture = await withStream();
    await append(fixture, 'first');
    const tail = new Tail(fixture);
    await tail.poll();
    fixture.pause(PAUSE_MS);
    await append(fixture, 'second', 1);
    await tail.poll();
    const before = tail.input.nextToken;
    const lost = new Tail(fixture);
    lost.input.nextToken = before;
    const answered = lost.poll();
    await append(fixture, 'third', 2);
    await answered;
    tail.input.nextToken = before;
    await tail.poll();
    expect(tail.seen).toEqual(['first', 'second', 'third']);
  });

  it('loses nothing when it goes away while it waits and comes back', async () => {
    await using fixture = await withStream();
    await append(fixture, 'first');
    const tail = new Tail(fixture);
    await tail.poll();
    fixture.pause(PAUSE_MS);
    await append(fixture, 'second', 1);
    await tail.poll();
    const gone = new AbortController();
    const before = tail.input.nextToken;
    const waiting = tail.poll(gone.signal);
    gone.abort();
    await waiting;
    tail.input.nextToken = before;
    const again = tail.poll();
    await append(fixture, 'third', 2);
    await again;
    expect(tail.seen).toEqual(['first', 'second', 'third']);
  });

  it('goes on after the service has forgotten it', async () => {
    await using fixture = await withStream();
    await append(fixture, 'first');
    const tail = new Tail(fixture);
    await tail.poll();
    fixture.pause(PAUSE_MS);
    await append(fixture, 'second', 1);
    await tail.poll();
    await using restarted = await startLogsService({ engine: fixture.engine });
    await append(restarted, 'third', 2);
    const page = await restarted.run('FilterLogEvents', tail.input, { userAgent: TAIL });
    expect(page.events?.map((event) => event.message)).toEqual(['second', 'third']);
    expect(page.nextToken).toBeDefined();
  });

  it('is let go when the stack stops', async () => {
    const fixture = await withStream();
    await append(fixture, 'first');
    const tail = new Tail(fixture);
    await tail.poll();
    fixture.pause(PAUSE_MS);
    const waiting = tail.poll();
    // These take more steps than the poll, which is held by then.
    for (let times = 0; times < 3; times++)
      await fixture.run('FilterLogEvents', { logGroupName: 'g' });
    await fixture[Symbol.asyncDispose]();
    expect(await waiting).toBe(true);
  });
});

describe('a client that does not follow', () => {
  it.each([
    ['that is no aws logs tail', { userAgent: 'Boto3/1.43' }, PAUSE_MS],
    ['that comes back at once', {}, 100],
    ['that comes back much later', {}, 60_000],
  ])('ends: one %s', async (_name, options, pauseMs) => {
    await using fixture = await withStream();
    await append(fixture, 'first');
    const tail = new Tail(fixture, options);
    await tail.poll();
    fixture.pause(pauseMs);
    expect(await tail.poll()).toBe(false);
  });

  it('ends: the same command with a date, again, in an empty group', async () => {
    await using fixture = await withStream();
    expect(await new Tail(fixture, { startTime: 999_000 }).poll()).toBe(false);
    fixture.pause(PAUSE_MS);
    expect(await new Tail(fixture, { startTime: 999_000 }).poll()).toBe(false);
  });

  it('ends: the same command for another pattern', async () => {
    await using fixture = await withStream();
    await append(fixture, 'first');
    const tail = new Tail(fixture);
    await tail.poll();
    fixture.pause(PAUSE_MS);
    tail.input.filterPattern = 'first';
    expect(await tail.poll()).toBe(false);
  });
});
