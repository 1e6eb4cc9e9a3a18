/** Keys in order, page by page, rolled up at a delimiter: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html */

export interface ListRequest {
  prefix: string;
  /** Empty: nothing is rolled up. */
  delimiter: string;
  /** Begin behind this key, or behind everything that this common prefix stands for. */
  after: string;
  limit: number;
}

export interface ListPage<T> {
  items: T[];
  commonPrefixes: string[];
  /** Where the next page begins; undefined: this is the last. */
  next: string | undefined;
}

/** Rows with keys above `after` (or from `from` on), in order; fewer than asked for only at the end. */
export type ReadKeys<T> = (
  from: { key: string; inclusive: boolean },
  limit: number,
) => Promise<readonly { key: string; item: T | undefined }[]>;

/** Rows read at a time: a whole page of keys, or few where prefixes are likely to be skipped. */
const MOST_ROWS = 1001;
const FEWEST_ROWS = 4;
/** Behind every key that begins with a prefix, save those that go on with this very character. */
const LAST = '\u{10ffff}';

/** @param read answers undefined as `item` for keys that are not listed (delete markers) */
export async function listKeys<T>(request: ListRequest, read: ReadKeys<T>): Promise<ListPage<T>> {
  const { prefix, limit, after } = request;
  const page: ListPage<T> = { items: [], commonPrefixes: [], next: undefined };
  if (limit === 0) return page;
  let position = startOf(request);
  let count = request.delimiter === '' ? Math.min(limit + 1, MOST_ROWS) : FEWEST_ROWS;
  let last = '';
  for (;;) {
    const rows = await read(position, count);
    let jumped = false;
    for (const { key, item } of rows) {
      if (!key.startsWith(prefix)) return page;
      position = { key, inclusive: false };
      if (item === undefined) continue;
      const rolled = rollUp(key, request);
      // What stands for more than a key was on an earlier page, or is on this one already.
      if (rolled !== undefined && (rolled === after || rolled === page.commonPrefixes.at(-1)))
        continue;
      if (page.items.length + page.commonPrefixes.length === limit) return { ...page, next: last };
      last = rolled ?? key;
      if (rolled === undefined) {
        page.items.push(item);
        continue;
      }
      page.commonPrefixes.push(rolled);
      position = { key: rolled + LAST, inclusive: false };
      jumped = true;
      break;
    }
    if (!jumped && rows.length < count) return page;
    count = jumped ? FEWEST_ROWS : Math.min(count * 4, MOST_ROWS);
  }
}

function startOf(request: ListRequest): { key: string; inclusive: boolean } {
  const { after, prefix } = request;
  if (after === '' || compareKeys(after, prefix) < 0) return { key: prefix, inclusive: true };
  return { key: rollUp(after, request) === after ? after + LAST : after, inclusive: false };
}

function rollUp(key: string, { prefix, delimiter }: ListRequest): string | undefined {
  if (delimiter === '') return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** By their UTF-8 bytes, as the store does; JavaScript compares UTF-16. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
