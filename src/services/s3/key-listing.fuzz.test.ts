import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareKeys, listKeys, type ReadKeys } from './key-listing.ts';

/** Few characters, so that prefixes and delimiters meet; one beyond UTF-16's first plane. */
const key = fc
  .array(fc.constantFrom('a', 'b', '/', '-', 'é', '\u{1d4b3}', '\uffff'), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => parts.join(''));

/** What the store does: rows above a key, in the order of bytes. */
function reader(keys: readonly string[], hidden: ReadonlySet<string>): ReadKeys<string> {
  return async (from, limit) =>
    keys
      .filter((each) => {
        const order = compareKeys(each, from.key);
        return order > 0 || (order === 0 && from.inclusive);
      })
      .slice(0, limit)
      .map((each) => ({ key: each, item: hidden.has(each) ? undefined : each }));
}

/** The definition: roll up what is left, then sort. */
function expected(keys: readonly string[], prefix: string, delimiter: string): string[] {
  const shown = keys
    .filter((each) => each.startsWith(prefix))
    .map((each) => {
      const at = delimiter === '' ? -1 : each.indexOf(delimiter, prefix.length);
      return at < 0 ? each : each.slice(0, at + delimiter.length);
    });
  return [...new Set(shown)].toSorted(compareKeys);
}

it('shows every key once, by pages of any size', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(key, { maxLength: 25 }),
      fc.array(fc.nat(24), { maxLength: 5 }),
      fc.constantFrom('', 'a', 'a/', 'é'),
      fc.constantFrom('', '/', '-', 'a'),
      fc.integer({ min: 1, max: 6 }),
      async (unsorted, hiddenAt, prefix, delimiter, limit) => {
        const keys = unsorted.toSorted(compareKeys);
        const hidden = new Set(hiddenAt.flatMap((at) => keys[at] ?? []));
        const read = reader(keys, hidden);
        const seen: string[] = [];
        let after = '';
        for (;;) {
          const page = await listKeys({ prefix, delimiter, after, limit }, read);
          const shown = [...page.items, ...page.commonPrefixes];
          expect(shown.length).toBeLessThanOrEqual(limit);
          seen.push(...shown.toSorted(compareKeys));
          if (page.next === undefined) break;
          expect(shown.length).toBe(limit);
          after = page.next;
        }
        const visible = keys.filter((each) => !hidden.has(each));
        expect(seen).toEqual(expected(visible, prefix, delimiter));
      },
    ),
  );
});
