import { formatTimestamp, toBase64 } from '../scalar.ts';
import type { Member } from '../shape.ts';
import { toWireMembers, toWireValue, type ValueTarget } from '../value-writer.ts';
import type { Shape } from '../shape.ts';

function jsonTarget(useJsonName: boolean): ValueTarget {
  return {
    memberKey: ({ name, shape }) => (useJsonName ? (shape.traits.jsonName ?? name) : name),
    blob: toBase64,
    timestamp: (shape, date) => formatTimestamp(shape, date, 'epoch-seconds'),
    number: (value) => (Number.isFinite(value) ? value : String(value)),
  };
}

const RPC = jsonTarget(false);
const REST = jsonTarget(true);

/** @param useJsonName REST uses the trait jsonName, the RPC protocols ignore it */
export function toJsonMembers(
  members: readonly Member[],
  value: Readonly<Record<string, unknown>>,
  useJsonName: boolean,
): Record<string, unknown> {
  return toWireMembers(members, value, useJsonName ? REST : RPC);
}

export function writeJson(shape: Shape, value: unknown, useJsonName: boolean): string {
  return JSON.stringify(toWireValue(shape, value, useJsonName ? REST : RPC));
}
