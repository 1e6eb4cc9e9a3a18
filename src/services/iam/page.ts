/** Pages of List operations: MaxItems, Marker, IsTruncated. */
import type { Store, Table } from '../store.ts';
import { validationError } from './errors.ts';
import { DEFAULT_PAGE_ITEMS } from './limits.ts';
import type { Entity } from './store.ts';

export interface PageRequest {
  Marker?: string | undefined;
  MaxItems?: number | undefined;
}

export interface PageMembers {
  IsTruncated: boolean;
  Marker?: string;
}

export interface Page<T> {
  items: T[];
  /** To be spread into the output. */
  members: PageMembers;
}

/** A page of a list held in memory, in order of `keyOf`; the marker names the last key of the page before. */
export function pageOf<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  request: PageRequest,
): Page<T> {
  const after = parseMarker(request.Marker);
  const sorted = items
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => after === undefined || key > after)
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return cut(sorted, request);
}

/** A page of a table whose keys are one text; rows that do not match are passed over. */
export async function pageOfTable<T extends Entity>(
  store: Store,
  table: Table<T>,
  request: PageRequest,
  matches: (row: T) => boolean,
): Promise<Page<T>> {
  const max = request.MaxItems ?? DEFAULT_PAGE_ITEMS;
  const marker = parseMarker(request.Marker);
  let after = marker === undefined ? undefined : [marker];
  const found: { item: T; key: string }[] = [];
  for (let more = true; more && found.length <= max;) {
    const limit = max + 1;
    const rows = await store.scan(table, { limit, ...(after && { after }) });
    for (const { key, value } of rows) {
      after = [String(key[0])];
      if (matches(value)) found.push({ item: value, key: String(key[0]) });
    }
    more = rows.length === limit;
  }
  return cut(found, request);
}

/** Whether an entity lies below a PathPrefix. */
export function isBelow(prefix: string | undefined): (entity: Pick<Entity, 'path'>) => boolean {
  return (entity) => prefix === undefined || entity.path.startsWith(prefix);
}

function cut<T>(entries: readonly { item: T; key: string }[], request: PageRequest): Page<T> {
  const max = request.MaxItems ?? DEFAULT_PAGE_ITEMS;
  const page = entries.slice(0, max);
  const last = page.at(-1);
  const members: PageMembers =
    entries.length > max && last
      ? { IsTruncated: true, Marker: makeMarker(last.key) }
      : { IsTruncated: false };
  return { items: page.map((each) => each.item), members };
}

function makeMarker(key: string): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function parseMarker(marker: string | undefined): string | undefined {
  if (marker === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(marker, 'base64url').toString());
    if (typeof key === 'string') return key;
  } catch {
    // Falls through: not a marker that we made.
  }
  throw validationError('Invalid Marker.');
}
