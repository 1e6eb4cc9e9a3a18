import { serializationError } from '../serialization-error.ts';

/** Beyond this the request is refused: no AWS operation takes as many. */
const MAX_PARAMETERS = 20_000;

/** Name and value pairs of a query string or form body, decoded, in order. */
export type Parameters = readonly (readonly [name: string, value: string])[];

/** @throws SerializationException (400) on broken percent escapes or too many parameters */
export function parseQueryString(text: string): Parameters {
  if (text === '') return [];
  const pairs = text.split('&', MAX_PARAMETERS + 1);
  if (pairs.length > MAX_PARAMETERS)
    throw serializationError('Too many parameters in the request.');
  const parameters: [string, string][] = [];
  for (const pair of pairs) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair : pair.slice(0, equals);
    const value = equals < 0 ? '' : pair.slice(equals + 1);
    parameters.push([decodeComponent(name), decodeComponent(value)]);
  }
  return parameters;
}

function decodeComponent(text: string): string {
  return percentDecode(text.includes('+') ? text.replaceAll('+', ' ') : text);
}

/** @throws SerializationException (400) on broken escapes or escapes that are not UTF-8 */
export function percentDecode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw serializationError('The request contains a malformed percent-encoded value.');
  }
}
