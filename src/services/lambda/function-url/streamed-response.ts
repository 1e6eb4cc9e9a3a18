/**
 * A streamed answer as the HTTP response of a function URL. Status, headers and cookies come ahead of
 * the body, when the function sends them: JSON, then eight zero bytes.
 * https://docs.aws.amazon.com/lambda/latest/dg/config-rs-invoke-furls.html
 */
import {
  hasContentType,
  isObject,
  toCookies,
  toHeaders,
  toStatus,
} from '../../../lambda-runtime/http-event/response-parts.ts';

const INTEGRATION_RESPONSE = 'application/vnd.awslambda.http-integration-response';
const DELIMITER = Buffer.alloc(8);
/** AWS names no limit; this is what the gateway takes as the head of a request. */
const LONGEST_PRELUDE_BYTES = 64 * 1024;

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
  const rest = chunks[Symbol.asyncIterator]();
  let bytes = Buffer.alloc(0);
  for (;;) {
    const end = bytes.indexOf(DELIMITER);
    if (end >= 0) {
      const head = parsePrelude(bytes.toString('utf8', 0, end));
      return head && { ...head, body: continued(bytes.subarray(end + DELIMITER.length), rest) };
    }
    const next = bytes.length > LONGEST_PRELUDE_BYTES ? undefined : await rest.next();
    if (!next || next.done) return undefined;
    bytes = Buffer.concat([bytes, next.value]);
  }
}

function parsePrelude(text: string): Omit<HttpStream, 'body'> | undefined {
  let prelude: unknown;
  try {
    prelude = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(prelude)) return undefined;
  const status = toStatus(prelude['statusCode'] ?? 200);
  const headers = toHeaders(prelude['headers']);
  const cookies = toCookies(prelude['cookies']);
  if (status === undefined || !headers || !cookies) return undefined;
  if (!hasContentType(headers)) headers.push('content-type', 'application/octet-stream');
  for (const cookie of cookies) headers.push('set-cookie', cookie);
  return { status, headers };
}

async function* continued(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  if (first.length > 0) yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
