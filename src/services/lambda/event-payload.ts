/** The event of an invocation: bounds, JSON, and AWS's words for what is wrong with it. */
import type { Context } from '../context.ts';
import type { InputOf } from '../sdk.ts';
import type { AwsError } from '../../protocol/aws-error.ts';
import { lambdaError } from './errors.ts';
import { findJsonMistake } from './json-mistake.ts';
import { CLIENT_CONTEXT_MAX_BYTES, SYNC_PAYLOAD_MAX_BYTES } from './limits.ts';

const EMPTY_EVENT = Buffer.from('{}');

type Payload = InputOf<'lambda', 'Invoke'>['Payload'];
type InvocationType = 'RequestResponse' | 'Event';

/**
 * @returns the payload, or `{}` for an empty one
 * @throws AwsError RequestTooLargeException
 */
export function assertSize(
  payload: Uint8Array | undefined,
  type: InvocationType,
  maxBytes: number,
): Uint8Array {
  if (!payload || payload.length === 0) return EMPTY_EVENT;
  if (payload.length > maxBytes) {
    throw lambdaError(
      'RequestTooLargeException',
      `${payload.length} byte payload is too large for the ${type} invocation type (limit ${maxBytes} bytes)`,
    );
  }
  return payload;
}

/**
 * The same for an event that this process made, as text or as bytes.
 * @throws AwsError RequestTooLargeException
 */
export function assertTextSize(
  payload: string | Uint8Array,
  type: InvocationType,
  maxBytes: number,
): void {
  // UTF-8 takes three bytes for a UTF-16 unit at most, so most events need not be measured.
  if (payload.length * 3 <= maxBytes) return;
  assertSize(typeof payload === 'string' ? Buffer.from(payload) : payload, type, maxBytes);
}

/**
 * The same for an event from outside, which must also be JSON.
 * @throws AwsError RequestTooLargeException, InvalidRequestContentException
 */
export function assertEvent(
  given: Uint8Array | undefined,
  type: InvocationType,
  maxBytes: number,
): Uint8Array {
  const payload = assertSize(given, type, maxBytes);
  const text = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8');
  try {
    JSON.parse(text);
  } catch {
    throw invalidJson(text);
  }
  return payload;
}

/**
 * The event of a synchronous invocation.
 * @throws AwsError RequestTooLargeException, InvalidRequestContentException
 */
export function syncEvent({ caller }: Context, payload: Payload): Uint8Array {
  const bytes = toBytes(payload);
  // A service that calls in this process made the event itself; parsing it again would only cost.
  return caller.servicePrincipal
    ? assertSize(bytes, 'RequestResponse', SYNC_PAYLOAD_MAX_BYTES)
    : assertEvent(bytes, 'RequestResponse', SYNC_PAYLOAD_MAX_BYTES);
}

/** From the wire these are bytes; a caller in this process may also give text. */
export function toBytes(payload: Payload): Uint8Array | undefined {
  if (payload === undefined || payload instanceof Uint8Array) return payload;
  if (typeof payload === 'string') return Buffer.from(payload);
  throw new TypeError('Invoke takes bytes or text as its payload.');
}

/** @param base64 as in the request @throws AwsError InvalidRequestContentException */
export function clientContextOf(base64: string | undefined): { clientContext?: string } {
  return base64 ? { clientContext: decodeClientContext(base64) } : {};
}

/**
 * @param base64 JSON text for the function's `context.clientContext`
 * @returns the JSON text
 * @throws AwsError InvalidRequestContentException
 */
export function decodeClientContext(base64: string): string {
  if (base64.length > CLIENT_CONTEXT_MAX_BYTES) {
    throw lambdaError(
      'InvalidRequestContentException',
      `Client context must be at most ${CLIENT_CONTEXT_MAX_BYTES} bytes of base64; it has ${base64.length}.`, // wording chosen
    );
  }
  const text = Buffer.from(base64, 'base64').toString('utf8');
  try {
    JSON.parse(text);
    return text;
  } catch {
    throw lambdaError(
      'InvalidRequestContentException',
      'Client context must be a valid Base64-encoded JSON object.',
    );
  }
}

/** The frame is recorded from AWS; the middle is the text of its JSON parser. */
function invalidJson(text: string): AwsError {
  const { problem, line, column } = findJsonMistake(text) ?? {
    problem: 'Not valid JSON',
    line: 1,
    column: 1,
  };
  return lambdaError(
    'InvalidRequestContentException',
    `Could not parse request body into json: Could not parse payload into json: ${problem}\n at [Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: ${line}, column: ${column}]`,
  );
}
