import type { Context } from '../context.ts';
import { decodeToken, encodeToken } from './page-token.ts';
import { type LogStream, streams } from './store.ts';
import { readStreamTimes, type StreamTimes } from './stream-times.ts';

export interface StreamWithTimes {
  stream: LogStream;
  times: StreamTimes;
}

export interface StreamPage {
  streams: StreamWithTimes[];
  nextToken: string | undefined;
}

export interface ListStreams {
  group: string;
  /** Earlier events have expired. */
  fromEpochMs: number;
  prefix: string;
  descending: boolean;
  limit: number;
  token: string | undefined;
}

/** Sorts after every name that begins like what stands before it. */
const LAST_CHARACTER = '\u{10FFFF}';
/** How many streams are read at the same time. */
const READ_BATCH = 50;

/** A page in the order of names. @throws InvalidParameterException for a foreign token */
export async function listStreamsByName(
  context: Context,
  options: ListStreams,
): Promise<StreamPage> {
  const { group, prefix, descending, limit, token } = options;
  const after = token === undefined ? undefined : decodeToken('streams', token, ['string'])[0];
  const found: LogStream[] = [];
  if (after === undefined && !descending && prefix !== '') {
    // The scan begins after its bound, so the stream named exactly like the prefix is read by itself.
    const exact = await context.store.get(streams, [group, prefix]);
    if (exact) found.push(exact);
  }
  const bound = after ?? (descending ? prefix + LAST_CHARACTER : prefix);
  const rows = await context.store.scan(streams, {
    prefix: [group],
    ...(bound !== '' && { after: [group, bound] }),
    reverse: descending,
    limit: limit + 1,
  });
  for (const { value } of rows) if (value.name.startsWith(prefix)) found.push(value);
  const page = found.slice(0, limit);
  return {
    streams: await readTimes(context, options, page),
    nextToken: found.length > limit ? encodeToken('streams', [page.at(-1)?.name ?? '']) : undefined,
  };
}

/**
 * A page in the order of the last event, streams without events counting as the oldest; then by name.
 * @throws InvalidParameterException for a foreign token
 */
export async function listStreamsByTime(
  context: Context,
  options: ListStreams,
): Promise<StreamPage> {
  const { group, descending, limit, token } = options;
  const rows = await context.store.scan(streams, { prefix: [group] });
  const all = await readTimes(
    context,
    options,
    rows.map((row) => row.value),
  );
  const order = (a: StreamWithTimes, b: StreamWithTimes): number => {
    const [first, second] = descending ? [b, a] : [a, b];
    return (
      lastEvent(first) - lastEvent(second) || compareText(first.stream.name, second.stream.name)
    );
  };
  all.sort(order);
  let rest = all;
  if (token !== undefined) {
    const [lastEventEpochMs, name] = decodeToken('streams-by-time', token, ['number', 'string']);
    const last = { stream: { name, createdAtEpochMs: 0 }, times: { lastEventEpochMs } };
    rest = all.filter((each) => order(last, each) < 0);
  }
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    streams: page,
    nextToken:
      last && rest.length > limit
        ? encodeToken('streams-by-time', [lastEvent(last), last.stream.name])
        : undefined,
  };
}

async function readTimes(
  context: Context,
  options: ListStreams,
  list: readonly LogStream[],
): Promise<StreamWithTimes[]> {
  const found: StreamWithTimes[] = [];
  for (let at = 0; at < list.length; at += READ_BATCH) {
    const batch = list.slice(at, at + READ_BATCH).map(async (stream) => ({
      stream,
      times: await readStreamTimes(context, options.group, stream, options.fromEpochMs),
    }));
    found.push(...(await Promise.all(batch)));
  }
  return found;
}

function lastEvent(each: StreamWithTimes): number {
  return each.times.lastEventEpochMs ?? -1;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
