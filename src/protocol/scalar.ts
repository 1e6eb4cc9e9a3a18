/** Simple values as text: labels, queries, headers, XML text, form fields. */
import { serializationError } from './serialization-error.ts';
import type { Shape, TimestampFormat } from './shape.ts';

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?$/;
const LONGEST_NUMBER = 400;
const DATE_TIME = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d\d:?\d\d)?$/;
const HTTP_DATE =
  /^(?:[A-Za-z]{3,9}, )?\d{1,2}[ -][A-Za-z]{3}[ -]\d{2,4} \d\d:\d\d:\d\d(?:\.\d{1,9})? (?:GMT|UTC|[+-]\d{4})$/;
/** The range of a JavaScript date, about ±271,821 years. */
const FARTHEST_EPOCH_MS = 8.64e15;

/**
 * @returns string, number, boolean, Date or Uint8Array, as the shape says
 * @throws SerializationException (400)
 */
export function parseScalar(shape: Shape, text: string): unknown {
  switch (shape.kind) {
    case 'string':
      return text;
    case 'number':
      return parseNumber(text);
    case 'boolean':
      return parseBoolean(text);
    case 'timestamp':
      return parseTimestamp(text);
    case 'blob':
      return parseBase64(text);
    default:
      throw serializationError('Unexpected field type');
  }
}

export function parseNumber(text: string): number {
  if (text.length <= LONGEST_NUMBER && NUMBER.test(text)) return Number(text);
  const special = parseSpecialNumber(text);
  if (special !== undefined) return special;
  throw serializationError('STRING_VALUE can not be converted to an Integer');
}

/** Floats without digits travel as these words, in JSON too. */
export function parseSpecialNumber(text: unknown): number | undefined {
  if (text === 'NaN') return Number.NaN;
  if (text === 'Infinity') return Number.POSITIVE_INFINITY;
  return text === '-Infinity' ? Number.NEGATIVE_INFINITY : undefined;
}

function parseBoolean(text: string): boolean {
  const lower = text.toLowerCase();
  if (lower === 'true') return true;
  if (lower === 'false') return false;
  throw serializationError('STRING_VALUE can not be converted to a Boolean');
}

/** Any of the three formats, whichever the model asks for: AWS's own clients mix them. */
export function parseTimestamp(text: string): Date {
  if (DATE_TIME.test(text)) {
    const zoned = /(?:[Zz]|[+-]\d\d:?\d\d)$/.test(text.slice(10)) ? text : `${text}Z`;
    return toDate(Date.parse(zoned.replace(' ', 'T').replace(/t/, 'T').replace(/z$/, 'Z')));
  }
  if (HTTP_DATE.test(text)) return toDate(Date.parse(text));
  return dateFromEpochSeconds(parseNumber(text));
}

export function dateFromEpochSeconds(seconds: number): Date {
  return toDate(Math.round(seconds * 1000));
}

function toDate(epochMs: number): Date {
  if (Math.abs(epochMs) <= FARTHEST_EPOCH_MS) return new Date(epochMs);
  throw serializationError('The value is not a valid timestamp.');
}

/** Strict: Node skips characters outside the alphabet and takes the URL-safe one, AWS refuses both. */
export function parseBase64(text: string): Buffer {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  if (text.length % 4 !== 0) {
    throw serializationError(
      `Base64 encoded length is expected a multiple of 4 bytes but found: ${text.length}`,
    );
  }
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== (text.length / 4) * 3 - padding || /[-_]/.test(text)) {
    throw serializationError('The value is not valid Base64.');
  }
  return bytes;
}

/** @param fallback the format where the shape names none; it depends on protocol and place */
export function formatTimestamp(
  shape: Shape,
  date: Date,
  fallback: TimestampFormat,
): string | number {
  switch (shape.timestampFormat ?? fallback) {
    case 'date-time':
      return date.toISOString().replace('.000Z', 'Z');
    case 'http-date':
      return date.toUTCString();
    default:
      return date.getTime() / 1000;
  }
}

export function formatScalar(shape: Shape, value: unknown, fallback: TimestampFormat): string {
  if (value instanceof Date) return String(formatTimestamp(shape, value, fallback));
  if (value instanceof Uint8Array) return toBase64(value);
  return String(value);
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
