import type {
  LogEvent,
  LogStore,
  LogStreamRef,
  OrderedKv,
  Range,
  Row,
  StoredLogEvent,
} from './interface.ts';
import { encodeKey, prefixEnd } from './key.ts';
import {
  BUCKET_MS,
  type Chunk,
  decodeChunk,
  encodeChunk,
  LOG_PART,
  streamKey,
  timeOfPosition,
  toBucket,
  toStoredEvents,
} from './log-chunk.ts';

/** Rows read, or removed, at a time. */
const PAGE_ROWS = 200;

type ReadOptions = Parameters<LogStore['read']>[1];

/** Log streams as rows of chunks; see `log-chunk.ts` for their form. */
export class Logs implements LogStore {
  readonly #kv: OrderedKv;

  constructor(kv: OrderedKv) {
    this.#kv = kv;
  }

  async append(ref: LogStreamRef, events: readonly LogEvent[]): Promise<void> {
    await this.#kv.transact([], (tx) => tx.appendLog(ref, events));
  }

  async read(ref: LogStreamRef, options: ReadOptions): Promise<StoredLogEvent[]> {
    const found: StoredLogEvent[] = [];
    for await (const chunks of this.#buckets(ref, options)) {
      const events = chunks
        .flatMap((chunk) => toStoredEvents(ref.stream, chunk))
        .filter((event) => isWanted(event, options));
      events.sort((a, b) => (a.position < b.position !== (options.reverse ?? false) ? -1 : 1));
      for (const event of events) found.push(event);
      if (found.length >= options.limit) break;
    }
    return found.slice(0, options.limit);
  }

  async drop(ref: LogStreamRef, beforeEpochMs: number = Number.POSITIVE_INFINITY): Promise<void> {
    const range = { ...toRange(ref, { toEpochMs: beforeEpochMs }), limit: PAGE_ROWS };
    for (
      let rows = await this.#kv.scan(range);
      rows.length > 0;
      rows = await this.#kv.scan(range)
    ) {
      await this.#kv.transact([], (tx) => {
        for (const row of rows) {
          const kept = keepFrom(row, beforeEpochMs);
          if (kept) tx.put({ part: LOG_PART, key: row.key }, kept);
          else tx.delete({ part: LOG_PART, key: row.key });
        }
      });
      range.gt = (rows.at(-1) as Row).key;
    }
  }

  /** All chunks of one bucket at a time. */
  async *#buckets(ref: LogStreamRef, options: ReadOptions): AsyncGenerator<Chunk[]> {
    const range: Range = {
      ...toRange(ref, options),
      reverse: options.reverse ?? false,
      limit: PAGE_ROWS,
    };
    let bucket: Chunk[] = [];
    for (;;) {
      const rows = await this.#kv.scan(range);
      for (const row of rows) {
        const chunk = decodeChunk(row.key, row.value);
        if (bucket[0] && bucket[0].bucketEpochMs !== chunk.bucketEpochMs) {
          yield bucket;
          bucket = [];
        }
        bucket.push(chunk);
      }
      const last = rows.at(-1);
      if (!last || rows.length < PAGE_ROWS) break;
      if (options.reverse) {
        range.lt = last.key;
      } else {
        delete range.gte;
        range.gt = last.key;
      }
    }
    if (bucket.length > 0) yield bucket;
  }
}

/** The rows in which wanted events may be: whole buckets. */
function toRange(ref: LogStreamRef, options: Omit<ReadOptions, 'limit'>): Range {
  const { fromEpochMs, toEpochMs, after, before } = options;
  const from = Math.max(fromEpochMs ?? -Infinity, (after && timeOfPosition(after)) || -Infinity);
  const to = Math.min(
    toEpochMs ?? Infinity,
    before === undefined ? Infinity : (timeOfPosition(before) ?? Infinity) + 1,
  );
  const prefix = streamKey(ref);
  return {
    part: LOG_PART,
    gte: encodeKey(from === -Infinity ? prefix : [...prefix, toBucket(from)]),
    lt: to === Infinity ? prefixEnd(encodeKey(prefix)) : encodeKey([...prefix, to]),
  };
}

function isWanted(event: StoredLogEvent, options: ReadOptions): boolean {
  return (
    event.atEpochMs >= (options.fromEpochMs ?? -Infinity) &&
    event.atEpochMs < (options.toEpochMs ?? Infinity) &&
    (options.after === undefined || event.position > options.after) &&
    (options.before === undefined || event.position < options.before)
  );
}

/** What stays of a chunk; undefined when nothing does. */
function keepFrom(row: Row, beforeEpochMs: number): Uint8Array | undefined {
  const chunk = decodeChunk(row.key, row.value);
  if (chunk.bucketEpochMs + BUCKET_MS <= beforeEpochMs) return undefined;
  const events = chunk.events.map((event) => (event && event[0] >= beforeEpochMs ? event : null));
  return events.some(Boolean) ? encodeChunk({ ...chunk, events }) : undefined;
}
