/**
 * Records that hold DynamoDB items, as JSON in DynamoDB's own wire form: numbers stay text, bytes are
 * base64 under `B` and `BS`. Parsing it takes no callback per value, which makes it several times
 * faster than the store's usual JSON.
 */
import { setKey } from '../protocol/record-key.ts';

export function encodeAttributes(record: object): Uint8Array {
  return Buffer.from(JSON.stringify(record, bytesToText));
}

/** `this[key]` is the value before Buffer's own toJSON turned it into an array. */
function bytesToText(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const raw = this[key];
  return raw instanceof Uint8Array
    ? Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('base64')
    : value;
}

export function decodeAttributes<T extends object>(bytes: Buffer): T {
  const text = bytes.toString('utf8');
  const record = JSON.parse(text) as T;
  // An attribute may have such a name too; then the walk finds nothing to do.
  const hasBytes = text.includes('"B":"') || text.includes('"BS":[');
  return hasBytes ? (restore(record) as T) : record;
}

/** Walks everything that is not text; a member `B` or `BS` that holds text is bytes: attributes are objects. */
function restore(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(restore);
  if (typeof value !== 'object' || value === null) return value;
  const result: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) {
    if (key === 'B' && typeof each === 'string') result[key] = Buffer.from(each, 'base64');
    else if (key === 'BS' && Array.isArray(each) && typeof each[0] === 'string')
      result[key] = each.map((member: string) => Buffer.from(member, 'base64'));
    else setKey(result, key, restore(each));
  }
  return result;
}
