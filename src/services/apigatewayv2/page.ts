import type { Context } from '../context.ts';
import type { Table } from '../store.ts';
import { badRequest } from './errors.ts';

/** AWS documents neither the default nor the maximum of `MaxResults` for API Gateway v2. */
const DEFAULT_PAGE = 100;
const LARGEST_PAGE = 500;

/** One page of a table, in order of keys. @param prefix the leading key parts that all rows share */
export async function readPage<T>(
  context: Context,
  table: Table<T>,
  prefix: readonly string[],
  input: { MaxResults?: string | undefined; NextToken?: string | undefined },
): Promise<{ values: T[]; NextToken?: string }> {
  const limit = parseMaxResults(input.MaxResults);
  const after =
    input.NextToken === undefined ? undefined : [...prefix, parseToken(input.NextToken)];
  // One row more than asked for tells whether there is a next page.
  const rows = await context.store.scan(table, {
    prefix,
    limit: limit + 1,
    ...(after && { after }),
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1)?.key.at(-1);
  return {
    values: page.map((row) => row.value),
    ...(rows.length > limit && { NextToken: toToken(String(last)) }),
  };
}

/** One page of what is in memory already. @param keyOf names each, and stays the same between calls */
export function pageOf<T>(
  all: readonly T[],
  keyOf: (value: T) => string,
  input: { MaxResults?: string | undefined; NextToken?: string | undefined },
): { values: T[]; NextToken?: string } {
  const limit = parseMaxResults(input.MaxResults);
  const sorted = all.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const after = input.NextToken === undefined ? undefined : parseToken(input.NextToken);
  const rest = after === undefined ? sorted : sorted.filter((each) => keyOf(each) > after);
  const values = rest.slice(0, limit);
  const last = values.at(-1);
  return {
    values,
    ...(rest.length > limit && last !== undefined && { NextToken: toToken(keyOf(last)) }),
  };
}

function parseMaxResults(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PAGE;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value < 1) throw badRequest(`Invalid value for maxResults: ${text}`);
  return Math.min(value, LARGEST_PAGE);
}

function toToken(lastKey: string): string {
  return Buffer.from(lastKey).toString('base64url');
}

function parseToken(token: string): string {
  const key = Buffer.from(token, 'base64url').toString('utf8');
  if (token === '' || toToken(key) !== token) throw badRequest('Invalid nextToken specified');
  return key;
}
