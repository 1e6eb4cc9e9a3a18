import type { Context } from '../context.ts';
import type { LogStream } from './store.ts';

/** What DescribeLogStreams says about a stream's events; members are absent for an empty stream. */
export interface StreamTimes {
  firstEventEpochMs?: number;
  lastEventEpochMs?: number;
  lastIngestionEpochMs?: number;
}

type LogReader = Pick<Context, 'engine' | 'store'>;

/** Read from the events themselves, since functions append without touching the stream's row. */
export async function readStreamTimes(
  context: LogReader,
  group: string,
  stream: LogStream,
  fromEpochMs: number,
): Promise<StreamTimes> {
  const ref = { scope: context.store.scope, group, stream: stream.name };
  const [[first], [last]] = await Promise.all([
    context.engine.logs.read(ref, { fromEpochMs, limit: 1 }),
    context.engine.logs.read(ref, { fromEpochMs, limit: 1, reverse: true }),
  ]);
  if (!first || !last) return {};
  return {
    firstEventEpochMs: first.atEpochMs,
    lastEventEpochMs: last.atEpochMs,
    lastIngestionEpochMs: Math.max(last.ingestedAtEpochMs, stream.ingestedAtEpochMs ?? 0),
  };
}
