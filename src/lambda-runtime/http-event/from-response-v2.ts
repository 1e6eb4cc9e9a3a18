/**
 * What a function returned, as the HTTP response of payload format 2.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.response
 */
import type { FrontDoor, HttpResponse } from './front-door.ts';
import {
  hasContentType,
  isObject,
  toBody,
  toCookies,
  toHeaders,
  toStatus,
} from './response-parts.ts';

/**
 * @param payload the JSON text the function returned
 * @returns the response, or `invalidResponse(frontDoor)` where the result breaks the format's rules
 */
export function fromResponseV2(payload: Uint8Array, frontDoor: FrontDoor): HttpResponse {
  const text = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8');
  let result: unknown;
  try {
    result = text === '' ? null : JSON.parse(text);
  } catch {
    // Custom runtimes may answer anything. HTTP APIs hand it out as it is: so observed by AWS's own
    // Lambda test tool, against the documentation. Nothing is known of function URLs.
    return frontDoor === 'http-api' ? json(200, text) : invalidResponse(frontDoor);
  }
  if (!isObject(result) || !('statusCode' in result)) return inferred(result, text);
  return explicit(result, frontDoor) ?? invalidResponse(frontDoor);
}

/** The answer for a function error and for a result that is not a valid response. */
export function invalidResponse(frontDoor: FrontDoor): HttpResponse {
  return frontDoor === 'http-api'
    ? json(500, '{"message":"Internal Server Error"}')
    : json(502, 'Internal Server Error');
}

function json(status: number, body: string): HttpResponse {
  return { status, headers: ['content-type', 'application/json'], body };
}

/** Without a statusCode the whole result is the body; a string stands unquoted. */
function inferred(result: unknown, text: string): HttpResponse {
  return json(200, typeof result === 'string' ? result : text || 'null');
}

function explicit(result: Record<string, unknown>, frontDoor: FrontDoor): HttpResponse | undefined {
  const status = toStatus(result['statusCode']);
  const headers = toHeaders(result['headers']);
  const cookies = toCookies(result['cookies']);
  const body = toBody(result['body'], result['isBase64Encoded'] === true);
  if (status === undefined || !headers || !cookies || body === undefined) return undefined;
  if (!hasContentType(headers)) {
    headers.push(
      'content-type',
      frontDoor === 'http-api' ? 'text/plain;charset=UTF-8' : 'application/json',
    );
  }
  for (const cookie of cookies) headers.push('set-cookie', cookie);
  return { status, headers, body };
}
