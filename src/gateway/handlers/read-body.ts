import { AwsError } from '../../protocol/aws-error.ts';
import { assertBodyDigests } from '../../protocol/s3/body-digests.ts';
import { openObjectBody } from '../../protocol/s3/object-body.ts';
import type { ServiceId } from '../../protocol/service-id.ts';
import type { Exchange } from '../exchange.ts';

/**
 * Largest request body per service, in bytes. Lambda's is documented by its own error text; the
 * others are the largest payload any of their operations takes, with room for the encoding.
 */
const BODY_LIMIT_BYTES: Partial<Record<ServiceId, number>> = { lambda: 70_167_211 };
export const DEFAULT_BODY_LIMIT_BYTES = 20 * 2 ** 20;

/** Reads the body whole, or leaves it a stream for operations that take one. */
export function readBody(exchange: Exchange): void | Promise<void> {
  if (!exchange.body) return readRest(exchange);
}

async function readRest(exchange: Exchange): Promise<void> {
  const { operation, serviceId } = exchange;
  if (serviceId === 's3') exchange.body = await readS3Body(exchange);
  else exchange.body = operation!.streamsInput ? openBody(exchange) : await bufferBody(exchange);
}

/**
 * The bytes of the request. A client that waits for `100 Continue` is told so when the first are
 * wanted; whoever stops half-way can still answer on the connection.
 */
export async function* openBody(exchange: Exchange): AsyncGenerator<Uint8Array, void> {
  exchange.sendContinue?.();
  exchange.sendContinue = undefined;
  yield* exchange.request!.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
}

/** Objects stream to where they are kept; the XML of all else is checked as it says itself. */
async function readS3Body(exchange: Exchange): Promise<NonNullable<Exchange['body']>> {
  const { headers, operation } = exchange;
  const body = openObjectBody(headers, openBody(exchange));
  if (operation!.streamsInput) return body;
  const bytes = await collect(body, exchange);
  // These headers of CompleteMultipartUpload are of the object, not of the list that it sends.
  if (operation!.name !== 'CompleteMultipartUpload') assertBodyDigests(headers, body, bytes);
  return bytes;
}

/** @throws AwsError `RequestEntityTooLargeException` (413) past the service's limit, as soon as that is certain */
export async function bufferBody(exchange: Exchange): Promise<Buffer> {
  return collect(openBody(exchange), exchange);
}

async function collect(source: AsyncIterable<Uint8Array>, exchange: Exchange): Promise<Buffer> {
  const limit = BODY_LIMIT_BYTES[exchange.serviceId!] ?? DEFAULT_BODY_LIMIT_BYTES;
  const tooLarge = (): AwsError =>
    new AwsError(
      'RequestEntityTooLargeException',
      `Request must be smaller than ${limit} bytes for the ${exchange.operation?.name ?? 'requested'} operation`,
      { status: 413 },
    );
  if (Number(exchange.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
