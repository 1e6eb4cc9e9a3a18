/**
 * How log events are stored. All events that one commit brings to one stream share a row (a chunk),
 * cut only where a second of event time ends. So a row spans at most a second, and a reader who
 * wants them in order of time sorts a second at a time.
 */
import type { StorageRow } from './backing.ts';
import type { LogEvent, LogStreamRef, StoredLogEvent } from './interface.ts';
import { decodeKey, encodeKey, type KeyPart } from './key.ts';
import type { Arrival, Sequence } from './sequence.ts';
import { toStorageKey } from './storage-key.ts';

export const LOG_PART = '~log';
export const BUCKET_MS = 1000;

export interface LogAppend {
  ref: LogStreamRef;
  events: readonly LogEvent[];
}

/** Turns what one commit appends into rows, and tells who is to be told. */
export type LogChunker = (appends: readonly LogAppend[]) => {
  rows: StorageRow[];
  hints: { subject: string; data: Uint8Array }[];
};

export interface Chunk {
  bucketEpochMs: number;
  arrival: Arrival;
  ingestedAtEpochMs: number;
  /** In order of arrival; null where one was dropped, so that the others keep their positions. */
  events: ([atEpochMs: number, message: string] | null)[];
}

export function createLogChunker(options: { now: () => number; sequence: Sequence }): LogChunker {
  return (appends) => {
    const rows: StorageRow[] = [];
    const hints: { subject: string; data: Uint8Array }[] = [];
    for (const { ref, events } of byStream(appends)) {
      for (const [bucketEpochMs, inBucket] of Map.groupBy(events, (event) =>
        toBucket(event.atEpochMs),
      )) {
        const arrival = options.sequence.next();
        const chunk = {
          bucketEpochMs,
          arrival,
          ingestedAtEpochMs: options.now(),
          events: inBucket.map((event): [number, string] => [event.atEpochMs, event.message]),
        };
        const key = encodeKey([...streamKey(ref), bucketEpochMs, ...arrival]);
        rows.push({ key: toStorageKey({ part: LOG_PART, key }), value: encodeChunk(chunk) });
      }
      const data = Buffer.from(JSON.stringify({ group: ref.group, stream: ref.stream }));
      hints.push({ subject: `log.${ref.scope}`, data });
    }
    return { rows, hints };
  };
}

function byStream(appends: readonly LogAppend[]): LogAppend[] {
  const streams = new Map<string, { ref: LogStreamRef; events: LogEvent[] }>();
  for (const { ref, events } of appends) {
    const name = JSON.stringify(streamKey(ref));
    const stream = streams.get(name) ?? { ref, events: [] };
    for (const event of events) stream.events.push(event);
    streams.set(name, stream);
  }
  return [...streams.values()].filter((stream) => stream.events.length > 0);
}

export function streamKey(ref: LogStreamRef): KeyPart[] {
  return [ref.scope, ref.group, ref.stream];
}

export function toBucket(atEpochMs: number): number {
  return Math.floor(atEpochMs / BUCKET_MS) * BUCKET_MS;
}

export function encodeChunk(chunk: Pick<Chunk, 'ingestedAtEpochMs' | 'events'>): Uint8Array {
  return Buffer.from(JSON.stringify([chunk.ingestedAtEpochMs, chunk.events]));
}

/** @param key of the row inside `LOG_PART` */
export function decodeChunk(key: Uint8Array, value: Uint8Array): Chunk {
  const [, , , bucketEpochMs, generation, number] = decodeKey(key) as [
    string,
    string,
    string,
    number,
    number,
    number,
  ];
  const [ingestedAtEpochMs, events] = JSON.parse(Buffer.from(value).toString('utf8')) as [
    number,
    Chunk['events'],
  ];
  return { bucketEpochMs, arrival: [generation, number], ingestedAtEpochMs, events };
}

export function toStoredEvents(stream: string, chunk: Chunk): StoredLogEvent[] {
  const { ingestedAtEpochMs } = chunk;
  return chunk.events.flatMap((event, index) => {
    if (!event) return [];
    const [atEpochMs, message] = event;
    return [
      {
        atEpochMs,
        message,
        stream,
        ingestedAtEpochMs,
        position: toPosition(atEpochMs, chunk.arrival, index),
      },
    ];
  });
}

/** Fixed widths, so that positions compare as text. */
function toPosition(atEpochMs: number, [generation, number]: Arrival, index: number): string {
  return `${hex(atEpochMs, 12)}-${hex(generation, 8)}-${hex(number, 12)}-${hex(index, 8)}`;
}

/** The time inside a position; undefined when the text is not one. */
export function timeOfPosition(position: string): number | undefined {
  const match = /^([0-9a-f]{12})-[0-9a-f]{8}-[0-9a-f]{12}-[0-9a-f]{8}$/.exec(position);
  return match ? Number.parseInt(match[1] as string, 16) : undefined;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
