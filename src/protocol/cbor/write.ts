import { cbor, dateToTag } from '@smithy/core/cbor';
import type { Member } from '../shape.ts';
import { toWireMembers, type ValueTarget } from '../value-writer.ts';

const TARGET: ValueTarget = {
  memberKey: ({ name }) => name,
  blob: (bytes) => bytes,
  timestamp: (_shape, date) => dateToTag(date),
  number: (value) => value,
};

/** @param extra further entries, such as `__type` of an error */
export function writeCbor(
  members: readonly Member[],
  value: Readonly<Record<string, unknown>>,
  extra: Readonly<Record<string, unknown>> = {},
): Buffer {
  return Buffer.from(cbor.serialize({ ...extra, ...toWireMembers(members, value, TARGET) }));
}
