/** The body of an object on its way in: bytes that stream, and what the request's head says of them. */
import { AwsError } from '../aws-error.ts';
import type { WireRequest } from '../interface.ts';
import { decodeAwsChunked } from './aws-chunked.ts';

export interface ObjectBody extends AsyncIterable<Uint8Array> {
  /** Of the object, without any encoding for transport. */
  readonly sizeBytes: number;
  /** Hex; what the signature says that the body hashes to. */
  readonly sha256: string | undefined;
  /** Lower-case names of headers that will follow the body. */
  readonly announcedTrailers: readonly string[];
  /** Complete once the body was read to its end. */
  readonly trailers: Readonly<Record<string, string>>;
}

/** @throws AwsError MissingContentLength (411), InvalidArgument or IncompleteBody (400) */
export function openObjectBody(
  headers: WireRequest['headers'],
  source: AsyncIterable<Uint8Array>,
): ObjectBody {
  const claimed = headers['x-amz-content-sha256'];
  const isChunked =
    claimed?.startsWith('STREAMING-') === true ||
    /(?:^|,)\s*aws-chunked\b/i.test(headers['content-encoding'] ?? '');
  const sizeBytes = toSize(
    headers[isChunked ? 'x-amz-decoded-content-length' : 'content-length'],
    headers,
  );
  const trailers: Record<string, string> = {};
  const decoded = isChunked ? decodeAwsChunked(source, trailers) : source;
  return {
    sizeBytes,
    sha256: claimed !== undefined && /^[0-9a-f]{64}$/i.test(claimed) ? claimed : undefined,
    announcedTrailers: (headers['x-amz-trailer'] ?? '')
      .split(',')
      .map((name) => name.trim().toLowerCase())
      .filter((name) => name !== ''),
    trailers,
    [Symbol.asyncIterator]: () => exactly(sizeBytes, decoded),
  };
}

export function isObjectBody(value: unknown): value is ObjectBody {
  return typeof value === 'object' && value !== null && 'announcedTrailers' in value;
}

function toSize(given: string | undefined, headers: WireRequest['headers']): number {
  if (given !== undefined && /^\d{1,15}$/.test(given)) return Number(given);
  // A request without either header has no body.
  if (given === undefined && headers['transfer-encoding'] === undefined) return 0;
  throw new AwsError('MissingContentLength', 'You must provide the Content-Length HTTP header.', {
    status: 411,
  });
}

/** A client that goes away half-way, or says another length than it sends, gets no object. */
async function* exactly(
  sizeBytes: number,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  let seen = 0;
  try {
    for await (const chunk of source) {
      seen += chunk.length;
      if (seen > sizeBytes) break;
      yield chunk;
    }
  } catch (error) {
    throw error instanceof AwsError ? error : incomplete(error);
  }
  if (seen !== sizeBytes) throw incomplete();
}

function incomplete(cause?: unknown): AwsError {
  return new AwsError(
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header',
    { status: 400, cause },
  );
}
