import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AwsError } from '../../protocol/aws-error.ts';
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
      expect(read).toEqual([...items].toSorted());
    }),
  );
});

test('any text as a marker is a page or a ValidationError', () => {
  fc.assert(
    fc.property(fc.string(), (Marker) => {
      expect(['page', 'ValidationError']).toContain(answerTo(Marker));
    }),
  );
});

function answerTo(Marker: string): string {
  try {
    pageOf(['a'], (each) => each, { Marker });
    return 'page';
  } catch (error) {
    return (error as AwsError).code;
  }
}
