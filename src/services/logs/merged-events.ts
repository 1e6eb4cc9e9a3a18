import type { LogStore, StoredLogEvent } from '../../engine/interface.ts';
import { eventSizeBytes } from './event-size.ts';

/** Where a reader of many streams stands: at the last event it saw, in the order of `compareEvents`. */
export type EventPlace = Pick<
  StoredLogEvent,
  'atEpochMs' | 'ingestedAtEpochMs' | 'stream' | 'position'
>;

export interface MergeOptions {
  scope: string;
  group: string;
  streams: readonly string[];
  fromEpochMs: number;
  /** Exclusive. */
  toEpochMs: number;
  /** Only what comes after this event. */
  after: EventPlace | undefined;
}

const OPENED_AT_ONCE = 50;
/** Events held for each stream: one at first, since there may be thousands of streams. */
const LARGEST_BATCH = 500;
const BATCH_BYTES = 256 * 1024;

/** Time first, then ingestion, as AWS documents; stream and position make it total. */
export function compareEvents(a: EventPlace, b: EventPlace): number {
  return (
    a.atEpochMs - b.atEpochMs ||
    a.ingestedAtEpochMs - b.ingestedAtEpochMs ||
    compareText(a.stream, b.stream) ||
    compareText(a.position, b.position)
  );
}

/** The events of many streams in one order, read as they are asked for. */
export async function* mergeEvents(
  logs: LogStore,
  options: MergeOptions,
): AsyncGenerator<StoredLogEvent> {
  const heap: StreamCursor[] = [];
  for (let at = 0; at < options.streams.length; at += OPENED_AT_ONCE) {
    const opening = options.streams.slice(at, at + OPENED_AT_ONCE).map(async (stream) => {
      const cursor = new StreamCursor(logs, stream, options);
      await cursor.advance();
      return cursor;
    });
    for (const cursor of await Promise.all(opening)) if (cursor.event) heapPush(heap, cursor);
  }
  for (let top = heap[0]; top; top = heap[0]) {
    yield top.event as StoredLogEvent;
    await top.advance();
    if (!top.event) heapRemoveTop(heap);
    else siftDown(heap);
  }
}

/** The next event of one stream. Within a millisecond a stream is in order of arrival, which is that of ingestion. */
class StreamCursor {
  event: StoredLogEvent | undefined;
  readonly #logs: LogStore;
  readonly #stream: string;
  readonly #options: MergeOptions;
  #buffer: StoredLogEvent[] = [];
  #next = 0;
  #last: string | undefined;
  #batch = 1;
  #ended = false;

  constructor(logs: LogStore, stream: string, options: MergeOptions) {
    this.#logs = logs;
    this.#stream = stream;
    this.#options = options;
  }

  async advance(): Promise<void> {
    const { after } = this.#options;
    do {
      if (this.#next === this.#buffer.length) await this.#fill();
      this.event = this.#buffer[this.#next++];
    } while (this.event && after && compareEvents(this.event, after) <= 0);
  }

  async #fill(): Promise<void> {
    this.#next = 0;
    if (this.#ended) {
      this.#buffer = [];
      return;
    }
    const { scope, group, fromEpochMs, toEpochMs, after } = this.#options;
    this.#buffer = await this.#logs.read(
      { scope, group, stream: this.#stream },
      {
        fromEpochMs: Math.max(fromEpochMs, after?.atEpochMs ?? 0),
        toEpochMs,
        ...(this.#last !== undefined && { after: this.#last }),
        limit: this.#batch,
      },
    );
    this.#ended = this.#buffer.length < this.#batch;
    this.#last = this.#buffer.at(-1)?.position;
    const sizeBytes = this.#buffer.reduce((sum, event) => sum + eventSizeBytes(event.message), 0);
    const fitting = Math.ceil((BATCH_BYTES * this.#buffer.length) / Math.max(1, sizeBytes));
    this.#batch = Math.max(1, Math.min(LARGEST_BATCH, fitting, this.#batch * 16));
  }
}

function heapPush(heap: StreamCursor[], cursor: StreamCursor): void {
  let index = heap.push(cursor) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (!isBefore(heap, index, parent)) return;
    swap(heap, index, parent);
    index = parent;
  }
}

function heapRemoveTop(heap: StreamCursor[]): void {
  const last = heap.pop();
  if (last && heap.length > 0) {
    heap[0] = last;
    siftDown(heap);
  }
}

function siftDown(heap: StreamCursor[]): void {
  for (let index = 0; ;) {
    const left = 2 * index + 1;
    if (left >= heap.length) return;
    const child = left + 1 < heap.length && isBefore(heap, left + 1, left) ? left + 1 : left;
    if (!isBefore(heap, child, index)) return;
    swap(heap, index, child);
    index = child;
  }
}

function isBefore(heap: StreamCursor[], a: number, b: number): boolean {
  return compareEvents(heap[a]?.event as StoredLogEvent, heap[b]?.event as StoredLogEvent) < 0;
}

function swap(heap: StreamCursor[], a: number, b: number): void {
  [heap[a], heap[b]] = [heap[b] as StreamCursor, heap[a] as StreamCursor];
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
