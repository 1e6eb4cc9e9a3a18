import { gunzipSync } from 'node:zlib';
import type { WireRequest } from '../interface.ts';
import { serializationError } from '../serialization-error.ts';

/** What a compressed body may grow to; a body sent plain is bounded by the gateway. */
const LARGEST_INFLATED_BYTES = 32 * 1024 * 1024;

/** The whole body; the gateway has bounded its size before this. */
export async function wholeBody(body: WireRequest['body']): Promise<Buffer> {
  if (Buffer.isBuffer(body)) return body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * The whole body of an RPC request, unpacked: clients compress large inputs of operations with the
 * trait requestCompression, such as PutMetricData. (In S3, Content-Encoding describes the object.)
 * @throws SerializationException (400) when it is not gzip, or grows too large
 */
export async function inflatedBody({
  body,
  headers,
}: Pick<WireRequest, 'body' | 'headers'>): Promise<Buffer> {
  const bytes = await wholeBody(body);
  if (headers['content-encoding']?.toLowerCase() !== 'gzip') return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST_INFLATED_BYTES });
  } catch {
    throw serializationError('The compressed request body cannot be unpacked.');
  }
}
