/** Pages of exports and imports. Ids begin with the time, so their order is that of the starts. */

interface Transfer {
  id: string;
  tableName: string;
}

/**
 * @param after the id of the last one that was shown
 * @returns the page, and the id after which the next one begins when there is more
 */
export function newestFirst<T extends Transfer>(
  all: readonly { value: T }[],
  page: { tableName: string | undefined; after: string | undefined; limit: number },
): { shown: T[]; next: string | undefined } {
  const { tableName, after, limit } = page;
  const found = all
    .map(({ value }) => value)
    .filter((each) => tableName === undefined || each.tableName === tableName)
    .filter((each) => after === undefined || each.id < after)
    .toReversed();
  const shown = found.slice(0, limit);
  return { shown, next: found.length > limit ? shown.at(-1)!.id : undefined };
}
