import type { Context } from '../context.ts';
import { serviceError } from '../define-service.ts';
import type { OutputOf } from '../sdk.ts';
import { type Arrival, Arrivals } from './arrivals.ts';
import type { FilterPattern } from './filter-pattern/filter-pattern.ts';
import { LIVE_TAIL_SESSION_MS, LIVE_TAIL_UPDATE_EVENTS, LIVE_TAIL_UPDATE_MS } from './limits.ts';
import { groupArn } from './log-group.ts';

type Messages = NonNullable<OutputOf<'logs', 'StartLiveTail'>['responseStream']>;
type Message = Messages extends AsyncIterable<infer M> ? M : never;
export type SessionStart = NonNullable<Message['sessionStart']>;
type SessionUpdate = NonNullable<Message['sessionUpdate']>;

export interface LiveTail {
  start: SessionStart;
  pattern: FilterPattern;
  wants: (group: string, stream: string) => boolean;
  session: AbortController;
}

/** Most events looked at for one update; what does not fit comes with the next. */
const TAKEN_AT_ONCE = 5000;

/**
 * The messages of one session: its start, then an update each second of virtual time. Listening
 * begins with this call, not when the first message is read.
 * @throws SessionTimeoutException after three hours, which the client sees inside the stream
 */
export function liveTail(context: Context, tail: LiveTail): AsyncGenerator<Message> {
  const startedAtEpochMs = context.clock.now();
  const arrivals = new Arrivals(context, { wants: tail.wants, sinceEpochMs: startedAtEpochMs });
  tail.session.signal.addEventListener('abort', () => arrivals.close(), { once: true });
  return messages(context, tail, arrivals, startedAtEpochMs);
}

async function* messages(
  context: Context,
  tail: LiveTail,
  arrivals: Arrivals,
  startedAtEpochMs: number,
): AsyncGenerator<Message> {
  const { signal } = tail.session;
  try {
    yield { sessionStart: tail.start };
    for (let nextAt = startedAtEpochMs; ;) {
      // A client that lags, or a clock that jumps, misses updates, not events.
      nextAt = Math.max(nextAt + LIVE_TAIL_UPDATE_MS, context.clock.now());
      await until(context, nextAt, signal);
      if (signal.aborted) return;
      if (context.clock.now() - startedAtEpochMs >= LIVE_TAIL_SESSION_MS) throw sessionTimeout();
      const arrived = await arrivals.take(TAKEN_AT_ONCE);
      yield {
        sessionUpdate: toUpdate(
          context,
          arrived.filter((each) => tail.pattern.matches(each.message)),
        ),
      };
    }
  } finally {
    tail.session.abort();
  }
}

function sessionTimeout(): Error {
  return serviceError(
    'logs',
    'SessionTimeoutException',
    'The session timed out after three hours.',
  );
}

/** Resolves at this virtual time, or when the signal is aborted. */
function until(context: Context, atEpochMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted || context.clock.now() >= atEpochMs) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = context.clock.at(atEpochMs, () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    const stop = (): void => {
      timer.cancel();
      resolve();
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** At most 500 events; of more, an even sample. */
function toUpdate(context: Context, events: readonly Arrival[]): SessionUpdate {
  const sampled = events.length > LIVE_TAIL_UPDATE_EVENTS;
  const step = events.length / LIVE_TAIL_UPDATE_EVENTS;
  const shown = sampled
    ? Array.from(
        { length: LIVE_TAIL_UPDATE_EVENTS },
        (_, index) => events[Math.floor(index * step)] as Arrival,
      )
    : events;
  return {
    sessionMetadata: { sampled },
    sessionResults: shown.map((event) => ({
      logStreamName: event.stream,
      logGroupIdentifier: groupArn(context, event.group),
      message: event.message,
      timestamp: event.atEpochMs,
      ingestionTime: event.ingestedAtEpochMs,
    })),
  };
}
