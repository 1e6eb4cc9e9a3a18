/** Filters of ListLogGroups: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListLogGroups.html */

/** Live Tail does not read these. */
export const CHEAPER_CLASSES: ReadonlySet<string> = new Set(['INFREQUENT_ACCESS', 'ESSENTIALS']);

/** Asking for either of the two cheaper classes finds both. */
export function fitsClass(logClass: string, wanted: string | undefined): boolean {
  if (wanted === undefined || wanted === logClass) return true;
  return CHEAPER_CLASSES.has(wanted) && CHEAPER_CLASSES.has(logClass);
}

/** `^/aws/lambda|payments`: alternatives, each a substring or, after `^`, a prefix. The model admits nothing else. */
export function fitsNamePattern(name: string, pattern: string): boolean {
  return pattern
    .split('|')
    .some((each) => (each.startsWith('^') ? name.startsWith(each.slice(1)) : name.includes(each)));
}

/** Every filter must fit; one of its values is enough, and no values means any. */
export function fitsTags(
  tags: Readonly<Record<string, string>>,
  filters: readonly { key: string | undefined; values?: string[] | undefined }[],
): boolean {
  return filters.every(({ key = '', values = [] }) => {
    const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
    if (value === undefined) return false;
    return values.length === 0 || values.some((wanted) => fitsTagValue(value, wanted));
  });
}

/** `*` at either end stands for any text; `!` in front negates. */
function fitsTagValue(value: string, wanted: string): boolean {
  if (wanted.startsWith('!')) return !fitsTagValue(value, wanted.slice(1));
  const open = wanted.startsWith('*');
  const close = wanted.length > 1 && wanted.endsWith('*');
  const text = wanted.slice(open ? 1 : 0, close ? -1 : undefined);
  if (open && close) return value.includes(text);
  if (open) return value.endsWith(text);
  return close ? value.startsWith(text) : value === text;
}
