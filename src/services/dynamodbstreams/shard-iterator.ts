import { AwsError } from '../../protocol/aws-error.ts';
import { serviceError } from '../define-service.ts';
import { ITERATOR_MS } from './limits.ts';

export interface ShardIterator {
  /** ARN of the stream. */
  readonly stream: string;
  /** Records with greater numbers come next. */
  readonly after: number;
  readonly madeAtEpochMs: number;
}

export function encodeIterator({ stream, after, madeAtEpochMs }: ShardIterator): string {
  const content = Buffer.from(JSON.stringify([after, madeAtEpochMs])).toString('base64url');
  return `${stream}|1|${content}`;
}

/** @throws ValidationException, ExpiredIteratorException */
export function decodeIterator(text: string, now: number): ShardIterator {
  const [, stream, content] = /^(arn:[^|]+)\|1\|([\w-]+)$/.exec(text) ?? [];
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(content ?? '', 'base64url').toString('utf8'));
  } catch {
    parts = undefined;
  }
  const isOurs =
    Array.isArray(parts) && parts.length === 2 && parts.every((each) => Number.isSafeInteger(each));
  if (!isOurs || stream === undefined)
    throw new AwsError('ValidationException', 'Invalid ShardIterator', { status: 400 });
  const [after, madeAtEpochMs] = parts as [number, number];
  if (now - madeAtEpochMs > ITERATOR_MS)
    throw serviceError('dynamodbstreams', 'ExpiredIteratorException', 'Shard iterator has expired');
  return { stream, after, madeAtEpochMs };
}
