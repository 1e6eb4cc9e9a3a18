import { setImmediate as nextTurn } from 'node:timers/promises';
import type { StoredLogEvent } from '../../engine/interface.ts';
import type { Context } from '../context.ts';
import { eventSizeBytes } from './event-size.ts';
import type { FilterPattern } from './filter-pattern/filter-pattern.ts';
import { PAGE_LIMIT_BYTES, SCAN_LIMIT_BYTES, SCAN_LIMIT_EVENTS, SCAN_LIMIT_MS } from './limits.ts';
import { type EventPlace, mergeEvents } from './merged-events.ts';
import { streams } from './store.ts';

/** What FilterLogEvents searches. */
export interface Search {
  group: string;
  /** Undefined: all streams whose names begin with `prefix`. */
  names: readonly string[] | undefined;
  prefix: string;
  fromEpochMs: number;
  /** Exclusive. */
  toEpochMs: number;
  pattern: FilterPattern;
  /** The pattern as it was written. */
  source: string;
}

export interface SearchPage {
  events: StoredLogEvent[];
  /** Where to go on; undefined when everything was searched. */
  next: EventPlace | undefined;
}

/** Other requests get their turn after this many bytes. */
const TURN_BYTES = 1_048_576;

/** One page: at most `limit` events and 1 MB, and what can be searched in a bounded time. */
export async function searchEvents(
  context: Context,
  search: Search,
  options: { after: EventPlace | undefined; limit: number },
): Promise<SearchPage> {
  const events: StoredLogEvent[] = [];
  const effort = new Effort(context);
  let last = options.after;
  let foundBytes = 0;
  const merged = mergeEvents(context.engine.logs, {
    ...search,
    scope: context.store.scope,
    streams: await searchedStreams(context, search),
    after: options.after,
  });
  for await (const event of merged) {
    if (effort.isSpent) return { events, next: last };
    const sizeBytes = eventSizeBytes(event.message);
    if (search.pattern.matches(event.message)) {
      const isFull = events.length === options.limit || foundBytes + sizeBytes > PAGE_LIMIT_BYTES;
      if (isFull && events.length > 0) return { events, next: last };
      events.push(event);
      foundBytes += sizeBytes;
    }
    last = event;
    await effort.add(sizeBytes);
  }
  return { events, next: undefined };
}

/** What one page may cost. */
class Effort {
  readonly #context: Context;
  readonly #startedAtMs: number;
  #events = 0;
  #sizeBytes = 0;
  #turnBytes = 0;

  constructor(context: Context) {
    this.#context = context;
    this.#startedAtMs = context.clock.monotonicMs();
  }

  get isSpent(): boolean {
    return (
      this.#events >= SCAN_LIMIT_EVENTS ||
      this.#sizeBytes >= SCAN_LIMIT_BYTES ||
      (this.#events > 0 && this.#context.clock.monotonicMs() - this.#startedAtMs >= SCAN_LIMIT_MS)
    );
  }

  /** Counts an event in, and lets other requests have their turn now and then. */
  async add(sizeBytes: number): Promise<void> {
    this.#events++;
    this.#sizeBytes += sizeBytes;
    this.#turnBytes += sizeBytes;
    if (this.#turnBytes < TURN_BYTES) return;
    this.#turnBytes = 0;
    await nextTurn();
    this.#context.signal.throwIfAborted();
  }
}

/** Names that do not exist are passed over, as on AWS. */
async function searchedStreams(context: Context, search: Search): Promise<string[]> {
  const { group, names, prefix } = search;
  if (names) {
    const rows = await Promise.all(
      [...new Set(names)].map((name) => context.store.get(streams, [group, name])),
    );
    return rows.filter((row) => row !== undefined).map((row) => row.name);
  }
  const rows = await context.store.scan(streams, { prefix: [group] });
  return rows.map((row) => row.value.name).filter((name) => name.startsWith(prefix));
}
