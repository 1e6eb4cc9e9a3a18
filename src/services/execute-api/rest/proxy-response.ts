/**
 * What a function returned, as the response of a Lambda proxy integration.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
 */
import {
  hasContentType,
  isObject,
  toHeaders,
  toMultiValueHeaders,
  toStatus,
} from '../../../lambda-runtime/http-event/response-parts.ts';
import type { PlaneResponse } from '../../data-plane.ts';

const MEMBERS = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

/**
 * Every member may be absent, but no other may be there: AWS calls that malformed.
 * @param acceptsBinary whether the client's Accept header is one of the API's binary media types; only then is base64 decoded
 */
export function parseProxyResponse(
  payload: Uint8Array,
  acceptsBinary: boolean,
): PlaneResponse | undefined {
  const result = parseObject(payload);
  if (!result || !Object.keys(result).every((each) => MEMBERS.has(each))) return undefined;
  const status = toStatus(result['statusCode'] ?? 200);
  const single = toHeaders(result['headers']);
  const multiple = toMultiValueHeaders(result['multiValueHeaders']);
  const body = result['body'] ?? '';
  if (status === undefined || !single || !multiple || typeof body !== 'string') return undefined;
  const headers = mergeHeaders(single, multiple);
  const isDecoded = result['isBase64Encoded'] === true && acceptsBinary;
  return { status, headers, body: isDecoded ? Buffer.from(body, 'base64') : body };
}

function parseObject(payload: Uint8Array): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(
      Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8'),
    );
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A name in both maps keeps the values of `multiValueHeaders`; case does not matter. Without a
 * Content-Type there is JSON.
 */
export function mergeHeaders(single: readonly string[], multiple: readonly string[]): string[] {
  if (multiple.length === 0) return completed(single);
  const taken = new Set(
    multiple.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()),
  );
  const merged: string[] = [];
  for (let i = 0; i + 1 < single.length; i += 2)
    if (!taken.has((single[i] as string).toLowerCase()))
      merged.push(single[i] as string, single[i + 1] as string);
  return completed([...merged, ...multiple]);
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html: headers of the gateway's own */
const REMAPPED = new Set(['date', 'server', 'www-authenticate', 'x-amzn-requestid']);

function completed(headers: readonly string[]): string[] {
  const renamed = headers.map((each, index) =>
    index % 2 === 0 && REMAPPED.has(each.toLowerCase()) ? `x-amzn-Remapped-${each}` : each,
  );
  return hasContentType(renamed) ? renamed : ['Content-Type', 'application/json', ...renamed];
}
