/** Values of JSON and CBOR (already parsed, of any type) checked against shapes. */
import { setKey } from './record-key.ts';
import { parseSpecialNumber } from './scalar.ts';
import { serializationError } from './serialization-error.ts';
import type { Member, Shape } from './shape.ts';

/** Deeper values are refused: recursive shapes would otherwise recurse as deep as a client likes. */
export const MAX_DEPTH = 128;

/** Where JSON and CBOR differ, and one JSON protocol from another. */
export interface ValueFormat {
  memberKey(member: Member): string;
  blob(value: unknown): Uint8Array;
  timestamp(shape: Shape, value: unknown): Date;
  /** The service's words for a value of the wrong type. */
  mismatch(found: string, wanted: string): Error;
}

/**
 * @returns what the SDK's types promise for the shape: plain objects, arrays, Date, Uint8Array
 * @throws SerializationException (400) on the first value of a wrong type
 */
export function readValue(shape: Shape, value: unknown, format: ValueFormat, depth = 0): unknown {
  if (depth > MAX_DEPTH) throw serializationError('The request is nested too deeply.');
  switch (shape.kind) {
    case 'structure':
    case 'union':
      return readStructure(shape.members, value, format, depth);
    case 'list':
      return readList(shape, value, format, depth);
    case 'map':
      return readMap(shape, value, format, depth);
    case 'string':
      if (typeof value !== 'string') throw format.mismatch(nameOf(value), 'String');
      return value;
    case 'number':
      return readNumber(value, format);
    case 'boolean':
      if (typeof value !== 'boolean') throw format.mismatch(nameOf(value), 'Boolean');
      return value;
    case 'blob':
      return format.blob(value);
    case 'timestamp':
      return format.timestamp(shape, value);
    case 'document':
      return readDocument(value, depth);
    default:
      return {};
  }
}

/** `members` apart from a shape, so that REST can read the members that are bound to the body. */
export function readStructure(
  members: readonly Member[],
  value: unknown,
  format: ValueFormat,
  depth = 0,
): Record<string, unknown> {
  if (!isPlain(value)) throw collectionError(value);
  const result: Record<string, unknown> = {};
  for (const member of members) {
    const key = format.memberKey(member);
    if (!Object.hasOwn(value, key)) continue;
    const given = value[key];
    if (given !== null && given !== undefined) {
      setKey(result, member.name, readValue(member.shape, given, format, depth + 1));
    }
  }
  return result;
}

function readList(shape: Shape, value: unknown, format: ValueFormat, depth: number): unknown[] {
  if (!Array.isArray(value)) throw collectionError(value);
  const { element } = shape;
  return value.map((each: unknown) => {
    if (each !== null && each !== undefined) return readValue(element, each, format, depth + 1);
    if (shape.traits.sparse) return null;
    throw format.mismatch('NULL_VALUE', 'list element');
  });
}

function readMap(
  shape: Shape,
  value: unknown,
  format: ValueFormat,
  depth: number,
): Record<string, unknown> {
  if (!isPlain(value)) throw collectionError(value);
  const { element } = shape;
  const result: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) {
    if (each !== null && each !== undefined) {
      setKey(result, key, readValue(element, each, format, depth + 1));
    } else if (shape.traits.sparse) {
      setKey(result, key, null);
    }
  }
  return result;
}

function readNumber(value: unknown, format: ValueFormat): number {
  if (typeof value === 'number') return value;
  const special = parseSpecialNumber(value);
  if (special === undefined) throw format.mismatch(nameOf(value), 'Integer');
  return special;
}

function readDocument(value: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) throw serializationError('The request is nested too deeply.');
  if (Array.isArray(value)) return value.map((each) => readDocument(each, depth + 1));
  if (!isPlain(value)) return value;
  const result: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value))
    setKey(result, key, readDocument(each, depth + 1));
  return result;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array)
  );
}

/** AWS's names for what a client sent: `NUMBER_VALUE can not be converted to a String`. */
export function nameOf(value: unknown): string {
  if (typeof value === 'string') return 'STRING_VALUE';
  if (typeof value === 'number') return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return Array.isArray(value) ? 'START_ARRAY' : 'START_OBJECT';
}

function collectionError(value: unknown): Error {
  if (Array.isArray(value)) return serializationError('Start of list found where not expected');
  if (typeof value === 'object') {
    return serializationError('Start of structure or map found where not expected.');
  }
  return serializationError('Unexpected field type');
}
