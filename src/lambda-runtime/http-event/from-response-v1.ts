/**
 * What a function returned, as the HTTP response of an HTTP API's payload format 1.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.response
 */
import { invalidResponse } from './from-response-v2.ts';
import type { HttpResponse } from './front-door.ts';
import {
  hasContentType,
  isObject,
  toBody,
  toHeaders,
  toMultiValueHeaders,
  toStatus,
} from './response-parts.ts';

/**
 * Nothing is inferred: without a statusCode the answer is 500, as it is in AWS's own Lambda test tool,
 * which was compared with HTTP APIs.
 * @param payload the JSON text the function returned
 */
export function fromResponseV1(payload: Uint8Array): HttpResponse {
  return parse(payload) ?? invalidResponse('http-api');
}

function parse(payload: Uint8Array): HttpResponse | undefined {
  const result = parseJson(
    Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8'),
  );
  if (!isObject(result)) return undefined;
  const status = toStatus(result['statusCode']);
  const single = toHeaders(result['headers']);
  const multiple = toMultiValueHeaders(result['multiValueHeaders']);
  const body = toBody(result['body'], result['isBase64Encoded'] === true);
  if (status === undefined || !single || !multiple || body === undefined) return undefined;
  const headers = merge(single, multiple);
  if (!hasContentType(headers)) headers.push('content-type', 'text/plain;charset=UTF-8');
  return { status, headers, body };
}

/** A name in both maps keeps the values of `multiValueHeaders`; case does not matter. */
function merge(single: readonly string[], multiple: readonly string[]): string[] {
  const taken = new Set(
    multiple.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()),
  );
  const merged: string[] = [];
  for (let i = 0; i + 1 < single.length; i += 2) {
    const name = single[i] as string;
    if (!taken.has(name.toLowerCase())) merged.push(name, single[i + 1] as string);
  }
  return [...merged, ...multiple];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
