import type { Context } from '../context.ts';
import type { Table } from '../store.ts';
import { badRequest } from './errors.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetResources.html: default 25, at most 500 */
const DEFAULT_PAGE = 25;
const LARGEST_PAGE = 500;

export interface Paging {
  limit?: number | undefined;
  position?: string | undefined;
}

/** One page of a table, in order of keys. @param prefix the leading key parts that all rows share */
export async function readPage<T>(
  context: Context,
  table: Table<T>,
  prefix: readonly string[],
  { limit: asked, position }: Paging,
): Promise<{ items: T[]; position?: string }> {
  const limit = toLimit(asked);
  const after = position === undefined ? undefined : [...prefix, parsePosition(position)];
  // One row more than asked for tells whether there is a next page.
  const rows = await context.store.scan(table, {
    prefix,
    limit: limit + 1,
    ...(after && { after }),
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1)?.key.at(-1);
  const own = after ? page.filter(({ key }) => prefix.every((part, i) => key[i] === part)) : page;
  return {
    items: own.map((row) => row.value),
    ...(rows.length > limit && own.length === limit && { position: toPosition(String(last)) }),
  };
}

/** One page of what is in memory already. @param keyOf names each, and stays the same between calls */
export function pageOf<T>(
  all: readonly T[],
  keyOf: (value: T) => string,
  { limit: asked, position }: Paging,
): { items: T[]; position?: string } {
  const limit = toLimit(asked);
  const sorted = all.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const after = position === undefined ? undefined : parsePosition(position);
  const rest = after === undefined ? sorted : sorted.filter((each) => keyOf(each) > after);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    ...(rest.length > limit && last !== undefined && { position: toPosition(keyOf(last)) }),
  };
}

function toLimit(asked: number | undefined): number {
  if (asked === undefined) return DEFAULT_PAGE;
  if (asked < 1) throw badRequest('Invalid limit parameter');
  return Math.min(asked, LARGEST_PAGE);
}

function toPosition(lastKey: string): string {
  return Buffer.from(lastKey).toString('base64url');
}

function parsePosition(position: string): string {
  const key = Buffer.from(position, 'base64url').toString('utf8');
  if (position === '' || toPosition(key) !== position)
    throw badRequest('Invalid position parameter');
  return key;
}
