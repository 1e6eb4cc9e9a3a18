import { isUtf8 } from 'node:buffer';
import { dateFromEpochSeconds, parseBase64, parseTimestamp } from '../scalar.ts';
import { serializationError } from '../serialization-error.ts';
import type { Shape } from '../shape.ts';
import { MAX_DEPTH, nameOf, readValue, type ValueFormat } from '../value-reader.ts';

/**
 * Wording follows the Coral framework as seen in public error reports. DynamoDB says "cannot be
 * converted to String", the others "can not be converted to a String". The schemas do not tell
 * Integer from Long or Double, so numbers are always called Integer (uncertain for floats).
 */
export interface JsonDialect {
  /** REST uses the trait jsonName, the RPC protocols ignore it. */
  useJsonName: boolean;
  wording: 'coral' | 'dynamodb';
}

export function jsonFormat(dialect: JsonDialect): ValueFormat {
  const mismatch = (found: string, wanted: string): Error => mismatchError(dialect, found, wanted);
  return {
    memberKey: ({ name, shape }) => (dialect.useJsonName ? (shape.traits.jsonName ?? name) : name),
    mismatch,
    blob(value) {
      if (typeof value !== 'string') throw mismatch(nameOf(value), 'ByteBuffer');
      return parseBase64(value);
    },
    timestamp(shape, value) {
      if (typeof value === 'number') return dateFromEpochSeconds(value);
      const isText = shape.timestampFormat === 'date-time' || shape.timestampFormat === 'http-date';
      if (isText && typeof value === 'string') return parseTimestamp(value);
      throw serializationError(`${nameOf(value)} can not be converted to milliseconds since epoch`);
    },
  };
}

function mismatchError({ wording }: JsonDialect, found: string, wanted: string): Error {
  if (found === 'START_OBJECT') {
    return serializationError('Start of structure or map found where not expected.');
  }
  if (found === 'START_ARRAY') {
    return wording === 'dynamodb'
      ? serializationError(`Unrecognized collection type class java.lang.${wanted}`)
      : serializationError('Start of list found where not expected');
  }
  if (wording === 'dynamodb')
    return serializationError(`${found} cannot be converted to ${wanted}`);
  const article = /^[AEIOU]/.test(wanted) ? 'an' : 'a';
  return serializationError(`${found} can not be converted to ${article} ${wanted}`);
}

/** @throws SerializationException (400) on bad UTF-8, bad JSON, or JSON nested too deeply */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  if (!isUtf8(body)) throw serializationError('The request body is not valid UTF-8.');
  if (isDeeperThan(body, MAX_DEPTH)) throw serializationError('The request is nested too deeply.');
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch (error) {
    throw serializationError(`The request body is not valid JSON: ${(error as Error).message}`);
  }
}

export function readJson(shape: Shape, body: Buffer, dialect: JsonDialect): unknown {
  return readValue(shape, parseJson(body), jsonFormat(dialect));
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Looked at before parsing: a megabyte of `[` would become a hundred megabytes of arrays. */
function isDeeperThan(json: Buffer, limit: number): boolean {
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at];
    if (byte === QUOTE) {
      at = endOfString(json, at);
      if (at < 0) return false;
    } else if (byte === 0x5b || byte === 0x7b) {
      if (++depth > limit) return true;
    } else if (byte === 0x5d || byte === 0x7d) {
      depth--;
    }
  }
  return false;
}

/** Index of the quote that closes the string opened at `start`, or -1. */
function endOfString(json: Buffer, start: number): number {
  for (let at = json.indexOf(QUOTE, start + 1); at >= 0; at = json.indexOf(QUOTE, at + 1)) {
    let backslashes = 0;
    while (json[at - 1 - backslashes] === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return at;
  }
  return -1;
}
