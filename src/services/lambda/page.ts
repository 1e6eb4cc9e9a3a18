/** Lists in pages: a marker holds the key of the last row of the page before. */
import type { KeyPart } from '../../engine/key.ts';
import type { Entry, TupleKey } from '../store.ts';
import { invalidParameter } from './errors.ts';
import { PAGE_MAX_ITEMS } from './limits.ts';

/** AWS accepts larger numbers and answers 50 all the same. */
export function pageSize(maxItems: number | undefined): number {
  return Math.min(maxItems ?? PAGE_MAX_ITEMS, PAGE_MAX_ITEMS);
}

/** @param rows up to `limit + 1` of them */
export function toPage<T>(
  rows: Entry<T>[],
  limit: number,
): { entries: Entry<T>[]; marker?: string } {
  const entries = rows.slice(0, limit);
  const last = entries.at(-1);
  if (rows.length <= limit || !last) return { entries };
  return { entries, marker: Buffer.from(JSON.stringify(last.key)).toString('base64url') };
}

/** @throws AwsError InvalidParameterValueException for a marker that no list gave out */
export function decodeMarker(marker: string | undefined): TupleKey | undefined {
  if (!marker) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(marker, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.length > 0 && key.every(isPart)) return key;
  } catch {
    // Not one of ours: refused below.
  }
  throw invalidParameter('Invalid pagination marker.'); // wording chosen
}

function isPart(value: unknown): value is KeyPart {
  return typeof value === 'string' || typeof value === 'number';
}
