import { BrumeError } from '../platform/errors.ts';
import type { Table } from './store.ts';

/** Stands in every record that holds bytes, and by chance in others. */
const BYTES_TAG = '"$bytes"';

/**
 * A record on disk: JSON, in which bytes stand as `{"$bytes":"<base64>"}`, behind the table's schema
 * version as one unsigned 16-bit number. A table may bring a codec of its own for what follows.
 */
export function encodeRecord<T>(table: Pick<Table<T>, 'version' | 'codec'>, value: T): Uint8Array {
  const content = table.codec ? table.codec.encode(value) : encodeJson(value);
  const record = Buffer.allocUnsafe(content.byteLength + 2);
  record.writeUInt16BE(table.version, 0);
  record.set(content, 2);
  return record;
}

function encodeJson(value: unknown): Uint8Array {
  // A replacer makes this several times slower, and few records hold bytes.
  if (!holdsBytes(value)) return Buffer.from(JSON.stringify(value));
  return Buffer.from(
    JSON.stringify(value, function (this: Record<string, unknown>, key: string, each: unknown) {
      // `this[key]` is the value before Buffer's own toJSON turned it into an array.
      const raw = this[key];
      if (!(raw instanceof Uint8Array)) return each;
      return { $bytes: Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('base64') };
    }),
  );
}

function holdsBytes(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof Uint8Array) return true;
  return Object.values(value).some(holdsBytes);
}

/** Lifts an older version by the table's `migrate`; refuses a newer one. */
export function decodeRecord<T>(table: Table<T>, record: Uint8Array): T {
  const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
  const version = bytes.readUInt16BE(0);
  const isReadable = version === table.version || (version < table.version && table.migrate);
  if (!isReadable) {
    throw new BrumeError(
      'ERR_STATE_VERSION',
      `A record of ${table.service}/${table.name} has schema version ${version}; this Brume reads ${table.version}.`,
      { hint: 'Use the Brume that wrote this state, or another state folder (--state-dir).' },
    );
  }
  const content = bytes.subarray(2);
  const value: unknown = table.codec ? table.codec.decode(content) : decodeJson(content);
  return version === table.version ? (value as T) : table.migrate!(value, version);
}

function decodeJson(content: Buffer): unknown {
  const text = content.toString('utf8');
  if (!content.includes(BYTES_TAG)) return JSON.parse(text);
  return JSON.parse(text, (_key, each: unknown) => {
    const tagged = each as { $bytes?: unknown } | null;
    return tagged && typeof tagged.$bytes === 'string'
      ? Buffer.from(tagged.$bytes, 'base64')
      : each;
  });
}
