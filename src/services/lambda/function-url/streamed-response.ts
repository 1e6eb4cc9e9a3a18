/**
 * A streamed answer as the HTTP response of a function URL.
 * https://docs.aws.amazon.com/lambda/latest/dg/config-rs-invoke-furls.html
 */
import { splitPrelude } from '../../../lambda-runtime/http-event/prelude.ts';
import {
  hasContentType,
  isObject,
  toCookies,
  toHeaders,
  toStatus,
} from '../../../lambda-runtime/http-event/response-parts.ts';

const INTEGRATION_RESPONSE = 'application/vnd.awslambda.http-integration-response';

export interface HttpStream {
  status: number;
  /** Alternating names and values. */
  headers: string[];
  body: AsyncIterable<Uint8Array>;
}

/**
 * Resolves once the head is known.
 * @returns undefined when what should be a head is none
 */
export async function toHttpStream(
  contentType: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<HttpStream | undefined> {
  if (contentType !== INTEGRATION_RESPONSE)
    return { status: 200, headers: ['content-type', contentType], body: chunks };
  const split = await splitPrelude(chunks);
  const head = split && parsePrelude(split.prelude);
  return head && { ...head, body: split.body };
}

function parsePrelude(prelude: unknown): Omit<HttpStream, 'body'> | undefined {
  if (!isObject(prelude)) return undefined;
  const status = toStatus(prelude['statusCode'] ?? 200);
  const headers = toHeaders(prelude['headers']);
  const cookies = toCookies(prelude['cookies']);
  if (status === undefined || !headers || !cookies) return undefined;
  if (!hasContentType(headers)) headers.push('content-type', 'application/octet-stream');
  for (const cookie of cookies) headers.push('set-cookie', cookie);
  return { status, headers };
}
