import { BrumeError } from '../platform/errors.ts';
import type { Table } from './store.ts';

/**
 * A record on disk: JSON, in which bytes stand as `{"$bytes":"<base64>"}`, behind the table's schema
 * version as one unsigned 16-bit number.
 */
export function encodeRecord<T>(table: Pick<Table<T>, 'version'>, value: T): Uint8Array {
  const json = Buffer.from(
    JSON.stringify(value, function (this: Record<string, unknown>, key: string, each: unknown) {
      // `this[key]` is the value before Buffer's own toJSON turned it into an array.
      const raw = this[key];
      if (!(raw instanceof Uint8Array)) return each;
      return { $bytes: Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('base64') };
    }),
  );
  const record = Buffer.allocUnsafe(json.length + 2);
  record.writeUInt16BE(table.version, 0);
  json.copy(record, 2);
  return record;
}

/** Lifts an older version by the table's `migrate`; refuses a newer one. */
export function decodeRecord<T>(table: Table<T>, record: Uint8Array): T {
  const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
  const version = bytes.readUInt16BE(0);
  const value: unknown = JSON.parse(bytes.toString('utf8', 2), (_key, each: unknown) => {
    const tagged = each as { $bytes?: unknown } | null;
    return tagged && typeof tagged.$bytes === 'string'
      ? Buffer.from(tagged.$bytes, 'base64')
      : each;
  });
  if (version === table.version) return value as T;
  if (version < table.version && table.migrate) return table.migrate(value, version);
  throw new BrumeError(
    'ERR_STATE_VERSION',
    `A record of ${table.service}/${table.name} has schema version ${version}; this Brume reads ${table.version}.`,
    { hint: 'Use the Brume that wrote this state, or another state folder (--state-dir).' },
  );
}
