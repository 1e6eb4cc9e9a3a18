/**
 * The change streams of DynamoDB tables: written by the service dynamodb in the commit that changes an
 * item, read by the service dynamodbstreams and, through it, by whoever consumes streams.
 */
import type { AttributeValue, StreamViewType } from '@aws-sdk/client-dynamodb';
import { formatArn, parseArn } from '../platform/arn.ts';
import { decodeAttributes, encodeAttributes } from './attribute-json.ts';
import { defineTable } from './store.ts';

export interface ItemStream {
  tableName: string;
  /** The time of its creation; with the table's name it identifies the stream. */
  label: string;
  /** Names its records; unique. */
  id: string;
  viewType: StreamViewType;
  createdAtEpochMs: number;
  keys: { name: string; keyType: 'HASH' | 'RANGE' }[];
  /** Set when the stream was switched off or its table deleted: it can be read for one more day. */
  closedAtEpochMs?: number;
  /** Records up to this one have been trimmed; numbers go on after it even when none is left. */
  trimmedTo: number;
}

export interface ItemStreamRecord {
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  eventId: string;
  atEpochMs: number;
  keys: Record<string, AttributeValue>;
  newImage?: Record<string, AttributeValue>;
  oldImage?: Record<string, AttributeValue>;
  sizeBytes: number;
  /** The item was deleted because it had expired. */
  isExpiry?: true;
}

/** Key: `[tableName, label]`. */
export const itemStreams = defineTable<ItemStream>({
  service: 'dynamodbstreams',
  name: 'streams',
  scope: 'region',
  version: 1,
});

/** Key: `[stream id, number]`, numbers ascending in order of commit. */
export const itemStreamRecords = defineTable<ItemStreamRecord>({
  service: 'dynamodbstreams',
  name: 'records',
  scope: 'region',
  version: 1,
  codec: { encode: encodeAttributes, decode: decodeAttributes },
});

/** The subject of a bus message after records were written; the data is the stream's ARN. */
export function itemStreamSubject(scope: string): string {
  return `dynamodbstreams.${scope}`;
}

export function itemStreamArn(
  scope: { account: string; region: string },
  stream: Pick<ItemStream, 'tableName' | 'label'>,
): string {
  return formatArn({
    service: 'dynamodb',
    ...scope,
    resource: `table/${stream.tableName}/stream/${stream.label}`,
  });
}

/** @returns undefined when the text is no stream's ARN */
export function parseItemStreamArn(text: string): { tableName: string; label: string } | undefined {
  const match = /^table\/([^/]+)\/stream\/([^/]+)$/.exec(parseArn(text)?.resource ?? '');
  return match ? { tableName: match[1]!, label: match[2]! } : undefined;
}

/** AWS's sequence numbers are 21 digits or more and compare as text of one length. */
export function formatSequenceNumber(number: number): string {
  return `1${String(number).padStart(20, '0')}`;
}

/** @returns undefined when the text is none of ours */
export function parseSequenceNumber(text: string): number | undefined {
  return /^1\d{20}$/.test(text) ? Number(text.slice(1)) : undefined;
}

/** Every stream of all accounts and regions, for the worker that trims them. Key: `[account, region, tableName, label]`. */
export const allItemStreams = defineTable<true>({
  service: 'dynamodbstreams',
  name: 'all',
  scope: 'partition',
  version: 1,
});
