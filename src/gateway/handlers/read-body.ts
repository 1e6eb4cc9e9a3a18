import { AwsError } from '../../protocol/aws-error.ts';
import type { ServiceId } from '../../protocol/service-id.ts';
import type { Exchange } from '../exchange.ts';

/**
 * Largest request body per service, in bytes. Lambda's is documented by its own error text; the
 * others are the largest payload any of their operations takes, with room for the encoding.
 */
const BODY_LIMIT_BYTES: Partial<Record<ServiceId, number>> = { lambda: 70_167_211 };
const DEFAULT_BODY_LIMIT_BYTES = 20 * 2 ** 20;

/** Reads the body whole, or leaves it a stream for operations that take one. */
export async function readBody(exchange: Exchange): Promise<void> {
  if (exchange.body) return;
  exchange.body = exchange.operation!.streamsInput ? exchange.request : await bufferBody(exchange);
}

/** @throws AwsError `RequestEntityTooLargeException` (413) past the service's limit, as soon as that is certain */
export async function bufferBody(exchange: Exchange): Promise<Buffer> {
  const limit = BODY_LIMIT_BYTES[exchange.serviceId!] ?? DEFAULT_BODY_LIMIT_BYTES;
  const tooLarge = (): AwsError =>
    new AwsError(
      'RequestEntityTooLargeException',
      `Request must be smaller than ${limit} bytes for the ${exchange.operation?.name ?? 'requested'} operation`,
      { status: 413 },
    );
  if (Number(exchange.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of exchange.request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size);
}
