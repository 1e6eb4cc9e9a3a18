/** The event of an invocation: bounds, JSON, and AWS's words for what is wrong with it. */
import type { AwsError } from '../../protocol/aws-error.ts';
import { lambdaError } from './errors.ts';
import { CLIENT_CONTEXT_MAX_BYTES } from './limits.ts';

const EMPTY_EVENT = Buffer.from('{}');

/**
 * @returns the payload, or `{}` for an empty one
 * @throws AwsError RequestTooLargeException, InvalidRequestContentException
 */
export function assertEvent(
  payload: Uint8Array | undefined,
  type: 'RequestResponse' | 'Event',
  maxBytes: number,
): Uint8Array {
  if (!payload || payload.length === 0) return EMPTY_EVENT;
  if (payload.length > maxBytes) {
    throw lambdaError(
      'RequestTooLargeException',
      `${payload.length} byte payload is too large for the ${type} invocation type (limit ${maxBytes} bytes)`,
    );
  }
  const text = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8');
  try {
    JSON.parse(text);
  } catch {
    throw invalidJson(text);
  }
  return payload;
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

/** The frame is AWS's; the middle is the text of its JSON parser (Jackson) for the commonest mistakes. */
function invalidJson(text: string): AwsError {
  const { problem, at } = describeMistake(text);
  const before = text.slice(0, at).split('\n');
  const line = before.length;
  const column = (before.at(-1)?.length ?? 0) + 1;
  return lambdaError(
    'InvalidRequestContentException',
    `Could not parse request body into json: Could not parse payload into json: ${problem}\n at [Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: ${line}, column: ${column}]`,
  );
}

/** One JSON token, or the text that stands where one should. */
const TOKEN =
  /[\s]*(?:("(?:[^"\\]|\\.)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)|([{}[\]:,])|([\w$]+)|(\S))/gy;
const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

function describeMistake(text: string): { problem: string; at: number } {
  let inKey = false;
  const open: string[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const [all, string, , , mark, word, other] = match;
    const at = TOKEN.lastIndex;
    const start = at - all.trimStart().length;
    const bad =
      other ??
      (inKey && string === undefined && mark !== '}'
        ? (mark ?? word ?? all.trimStart())
        : undefined);
    if (bad !== undefined) return { problem: unexpected(bad, inKey), at: start };
    if (word !== undefined) {
      return { problem: `Unrecognized token '${word}': was expecting ${VALUES}`, at: at };
    }
    if (mark === '{' || mark === '[') open.push(mark);
    if (mark === '}' || mark === ']') open.pop();
    inKey = mark === '{' || (mark === ',' && open.at(-1) === '{');
  }
  const container = open.at(-1) === '[' ? 'Array' : 'Object';
  const problem =
    open.length > 0
      ? `Unexpected end-of-input: expected close marker for ${container}`
      : 'Unexpected end-of-input';
  return { problem, at: text.length };
}

function unexpected(text: string, inKey: boolean): string {
  const character = text.slice(0, 1);
  const expected = inKey ? 'double-quote to start field name' : `a valid value ${VALUES}`;
  return `Unexpected character ('${character}' (code ${character.charCodeAt(0)})): was expecting ${expected}`;
}
