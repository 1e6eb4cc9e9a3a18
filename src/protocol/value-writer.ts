/** Outputs as plain values that JSON.stringify or a CBOR encoder can take. */
import { setKey } from './record-key.ts';
import type { Member, Shape } from './shape.ts';

export interface ValueTarget {
  memberKey(member: Member): string;
  blob(bytes: Uint8Array): unknown;
  timestamp(shape: Shape, date: Date): unknown;
  number(value: number): unknown;
}

export function toWireValue(shape: Shape, value: unknown, target: ValueTarget): unknown {
  switch (shape.kind) {
    case 'structure':
    case 'union':
      return toWireMembers(shape.members, value as Record<string, unknown>, target);
    case 'list':
      return (value as readonly unknown[])
        .filter((each) => shape.traits.sparse || (each !== null && each !== undefined))
        .map((each) => toWireOrNull(shape.element, each, target));
    case 'map':
      return toWireMap(shape, value as Record<string, unknown>, target);
    case 'blob':
      return target.blob(toBytes(value));
    case 'timestamp':
      return target.timestamp(shape, value as Date);
    case 'number':
      return target.number(Number(value));
    default:
      return value;
  }
}

/** Members that are absent or null are left out, as AWS does. */
export function toWireMembers(
  members: readonly Member[],
  value: Readonly<Record<string, unknown>>,
  target: ValueTarget,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const member of members) {
    const given = value[member.name];
    if (given !== null && given !== undefined) {
      setKey(result, target.memberKey(member), toWireValue(member.shape, given, target));
    }
  }
  return result;
}

function toWireMap(
  shape: Shape,
  value: Readonly<Record<string, unknown>>,
  target: ValueTarget,
): unknown {
  const result: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) {
    if (shape.traits.sparse || (each !== null && each !== undefined)) {
      setKey(result, key, toWireOrNull(shape.element, each, target));
    }
  }
  return result;
}

function toWireOrNull(shape: Shape, value: unknown, target: ValueTarget): unknown {
  return value === null || value === undefined ? null : toWireValue(shape, value, target);
}

/** The SDK's types allow text for blobs; it means its UTF-8 bytes. */
export function toBytes(value: unknown): Uint8Array {
  return value instanceof Uint8Array ? value : Buffer.from(String(value), 'utf8');
}

/** A text member; the SDK also allows objects that turn into text by themselves. */
export function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : (value as { toString(): string }).toString();
}
