import type { StoredLogEvent } from '../../engine/interface.ts';
import type { Context } from '../context.ts';
import { eventSizeBytes } from './event-size.ts';
import { type Appended, onAppended } from './events.ts';
import { PAGE_LIMIT_BYTES } from './limits.ts';
import { compareEvents } from './merged-events.ts';

export interface Arrival extends StoredLogEvent {
  group: string;
}

/** What is awaited of a stream: events from `fromEpochMs` on. */
interface Pending {
  group: string;
  stream: string;
  fromEpochMs: number;
}

/** An event may be stored a little after its time, and become visible a little after its ingestion. */
export const LATE_MS = 10_000;
const READ_BATCH = 500;

/**
 * Gives each event that arrives in some streams exactly once, soon after it was stored. Polling by
 * event time would miss events that are stored after later ones; this listens to the bus and
 * remembers what it gave.
 */
export class Arrivals {
  readonly #context: Pick<Context, 'engine' | 'store' | 'clock'>;
  readonly #sinceEpochMs: number;
  readonly #pending = new Map<string, Pending>();
  /** The latest event time given, by stream. */
  readonly #latest = new Map<string, number>();
  /** When each event given was ingested; forgotten once it is too long ago to come again. */
  readonly #given = new Map<string, number>();
  readonly #unsubscribe: () => void;
  #takenAtEpochMs: number;
  #wake: () => void = () => {};

  /**
   * @param options.wants whether events of this stream are to be given
   * @param options.sinceEpochMs only events ingested from then on
   */
  constructor(
    context: Pick<Context, 'engine' | 'store' | 'clock'>,
    options: { wants: (group: string, stream: string) => boolean; sinceEpochMs: number },
  ) {
    this.#context = context;
    this.#sinceEpochMs = options.sinceEpochMs;
    this.#takenAtEpochMs = options.sinceEpochMs;
    this.#unsubscribe = onAppended(context, (appended) => {
      if (options.wants(appended.group, appended.stream)) this.#expect(appended);
    });
  }

  /** Resolves when something has arrived, or at once when something is waiting. */
  next(): Promise<void> {
    if (this.#pending.size > 0) return Promise.resolve();
    return new Promise((resolve) => (this.#wake = resolve));
  }

  /** What has arrived, in order, up to `limit` events or 1 MB; the rest stays for the next call. */
  async take(limit: number): Promise<Arrival[]> {
    const takenAtEpochMs = this.#context.clock.now();
    const fromIngestion = Math.max(this.#sinceEpochMs, this.#takenAtEpochMs - LATE_MS);
    const page = new ArrivalPage(limit);
    for (const [key, pending] of this.#pending) {
      if (page.isFull) break;
      this.#pending.delete(key);
      await this.#read(key, pending, fromIngestion, page);
    }
    if (!page.isFull) {
      this.#takenAtEpochMs = takenAtEpochMs;
      for (const [id, ingested] of this.#given)
        if (ingested < takenAtEpochMs - LATE_MS) this.#given.delete(id);
    }
    return page.events.toSorted(compareEvents);
  }

  /** These were given in another way. */
  markGiven(group: string, events: readonly StoredLogEvent[]): void {
    for (const event of events) this.#given.set(idOf(group, event), event.ingestedAtEpochMs);
  }

  /** Gives these again: whoever took them has gone. */
  giveBack(events: readonly Arrival[]): void {
    for (const event of events) {
      this.#given.delete(idOf(event.group, event));
      this.#expect({ group: event.group, stream: event.stream, fromEpochMs: event.atEpochMs });
    }
  }

  close(): void {
    this.#unsubscribe();
    this.#pending.clear();
    this.#wake();
  }

  #expect({ group, stream, fromEpochMs = Number.POSITIVE_INFINITY }: Appended): void {
    const key = `${group}\0${stream}`;
    const usual = (this.#latest.get(key) ?? this.#sinceEpochMs) - LATE_MS;
    const before = this.#pending.get(key)?.fromEpochMs ?? Number.POSITIVE_INFINITY;
    this.#pending.set(key, { group, stream, fromEpochMs: Math.min(usual, fromEpochMs, before) });
    this.#wake();
  }

  async #read(
    key: string,
    pending: Pending,
    fromIngestion: number,
    page: ArrivalPage,
  ): Promise<void> {
    const { group, stream, fromEpochMs } = pending;
    const ref = { scope: this.#context.store.scope, group, stream };
    let after: string | undefined;
    for (;;) {
      const batch = await this.#context.engine.logs.read(ref, {
        fromEpochMs,
        ...(after !== undefined && { after }),
        limit: READ_BATCH,
      });
      for (const event of batch) {
        const id = idOf(group, event);
        if (event.ingestedAtEpochMs < fromIngestion || this.#given.has(id)) continue;
        if (page.isFull) {
          this.#expect({ group, stream, fromEpochMs: event.atEpochMs });
          return;
        }
        page.add({ ...event, group });
        this.#given.set(id, event.ingestedAtEpochMs);
        this.#latest.set(key, Math.max(this.#latest.get(key) ?? 0, event.atEpochMs));
      }
      if (batch.length < READ_BATCH) return;
      after = batch.at(-1)?.position;
    }
  }
}

class ArrivalPage {
  readonly events: Arrival[] = [];
  readonly #limit: number;
  #sizeBytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get isFull(): boolean {
    return this.events.length >= this.#limit || this.#sizeBytes >= PAGE_LIMIT_BYTES;
  }

  add(event: Arrival): void {
    this.events.push(event);
    this.#sizeBytes += eventSizeBytes(event.message);
  }
}

function idOf(group: string, event: StoredLogEvent): string {
  return `${group}\0${event.stream}\0${event.position}`;
}
