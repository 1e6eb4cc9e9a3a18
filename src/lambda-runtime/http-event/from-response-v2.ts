/**
 * What a function returned, as the HTTP response of payload format 2.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.response
 */
import type { FrontDoor, HttpResponse } from './front-door.ts';

/** Written by the server; a function's own values would corrupt the framing of the response. */
const SERVER_HEADERS = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade']);
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// Line breaks and other control characters in a value would split the response.
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

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
    return invalidResponse(frontDoor);
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
  if (!headers.some((name, index) => index % 2 === 0 && name.toLowerCase() === 'content-type')) {
    headers.push('content-type', frontDoor === 'http-api' ? 'text/plain;charset=UTF-8' : 'application/json');
  }
  for (const cookie of cookies) headers.push('set-cookie', cookie);
  return { status, headers, body };
}

/** A number, or one written as text; HTTP knows three digits, and 1xx cannot end a response. */
function toStatus(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  if (typeof status !== 'number' || !Number.isInteger(status)) return undefined;
  return status >= 200 && status <= 599 ? status : undefined;
}

function toHeaders(value: unknown): string[] | undefined {
  if (value === undefined || value === null) return [];
  if (!isObject(value)) return undefined;
  const headers: string[] = [];
  for (const [name, each] of Object.entries(value)) {
    if (each === null) continue;
    if (typeof each === 'object' || !HEADER_NAME.test(name) || !HEADER_VALUE.test(String(each))) return undefined;
    if (!SERVER_HEADERS.has(name.toLowerCase())) headers.push(name, String(each));
  }
  return headers;
}

function toCookies(value: unknown): string[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return undefined;
  const valid = value.every((each) => typeof each === 'string' && HEADER_VALUE.test(each));
  return valid ? (value as string[]) : undefined;
}

/** Anything but text is refused, as a body that is an object is in AWS. */
function toBody(value: unknown, isBase64Encoded: boolean): Buffer | string | undefined {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') return undefined;
  return isBase64Encoded ? Buffer.from(value, 'base64') : value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
