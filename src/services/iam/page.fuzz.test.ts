import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageOf } from './page.ts';

test('the pages together are the whole list, each item once, in order', () => {
  const names = fc.uniqueArray(fc.string(), { maxLength: 60 });
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 20 }), (items, MaxItems) => {
      const read: string[] = [];
      let Marker: string | undefined;
      do {
        const page = pageOf(items, (each) => each, { MaxItems, Marker });
        expect(page.items.length).toBeLessThanOrEqual(MaxItems);
        expect(page.members.IsTruncated).toBe(page.members.Marker !== undefined);
        read.push(...page.items);
        Marker = page.members.Marker;
      } while (Marker !== undefined);
      expect(read).toEqual([...items].sort());
    }),
  );
});

test('any text as a marker is a page or a ValidationError', () => {
  fc.assert(
    fc.property(fc.string(), (Marker) => {
      try {
        pageOf(['a'], (each) => each, { Marker });
      } catch (error) {
        expect(error).toMatchObject({ code: 'ValidationError' });
      }
    }),
  );
});
