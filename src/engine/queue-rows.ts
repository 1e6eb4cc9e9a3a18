/**
 * The three rows of a queued message. The body is written once; the state and its place in the
 * index move with every delivery, and are small.
 *
 *     ~queue/body   [queue, arrival]              head + body
 *     ~queue/state  [queue, arrival]              due, deliveries
 *     ~queue/due    [queue, dueEpochMs, arrival]  leased or not: the order of delivery
 */
import type { KeyRef, OutMessage } from './interface.ts';
import { decodeKey, encodeKey } from './key.ts';
import type { Arrival } from './sequence.ts';

export const DUE_PART = '~queue/due';
export const STATE_PART = '~queue/state';

export interface MessageState {
  /** Visible from then on. */
  dueEpochMs: number;
  receives: number;
  firstReceivedAtEpochMs: number;
}

export interface MessageHead {
  id: string;
  attributes: Record<string, string>;
  sentAtEpochMs: number;
}

export interface DueRow {
  dueEpochMs: number;
  arrival: Arrival;
}

export const LEASED = Uint8Array.of(1);
export const UNLEASED = Uint8Array.of(0);

export function bodyRef(queue: string, arrival: Arrival): KeyRef {
  return { part: '~queue/body', key: encodeKey([queue, ...arrival]) };
}

export function stateRef(queue: string, arrival: Arrival): KeyRef {
  return { part: STATE_PART, key: encodeKey([queue, ...arrival]) };
}

export function dueRef(queue: string, due: DueRow): KeyRef {
  return { part: DUE_PART, key: encodeKey([queue, due.dueEpochMs, ...due.arrival]) };
}

export function decodeDueKey(key: Uint8Array): DueRow {
  const [, dueEpochMs, generation, number] = decodeKey(key) as [string, number, number, number];
  return { dueEpochMs, arrival: [generation, number] };
}

export function decodeStateKey(key: Uint8Array): Arrival {
  const [, generation, number] = decodeKey(key) as [string, number, number];
  return [generation, number];
}

export function encodeState(state: MessageState): Uint8Array {
  return Buffer.from(JSON.stringify(state));
}

export function decodeState(raw: Uint8Array): MessageState {
  return JSON.parse(Buffer.from(raw).toString('utf8')) as MessageState;
}

/** Length of the head, the head as JSON, the body as it is. */
export function encodeMessage(message: OutMessage, sentAtEpochMs: number): Uint8Array {
  const head: MessageHead = { id: message.id, attributes: message.attributes ?? {}, sentAtEpochMs };
  const json = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return Buffer.concat([length, json, message.body]);
}

export function decodeMessage(raw: Uint8Array): MessageHead & { body: Uint8Array } {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const bodyAt = 4 + bytes.readUInt32BE(0);
  const head = JSON.parse(bytes.toString('utf8', 4, bodyAt)) as MessageHead;
  return { ...head, body: bytes.subarray(bodyAt) };
}

export function encodeReceipt([generation, number]: Arrival, receives: number): string {
  return `${generation}-${number}-${receives}`;
}

/** @returns undefined when the text is not a receipt */
export function parseReceipt(text: string): { arrival: Arrival; receives: number } | undefined {
  const match = /^(\d{1,15})-(\d{1,15})-(\d{1,15})$/.exec(text);
  if (!match) return undefined;
  const [generation, number, receives] = match.slice(1).map(Number) as [number, number, number];
  return { arrival: [generation, number], receives };
}
