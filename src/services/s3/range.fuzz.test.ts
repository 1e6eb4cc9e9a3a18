import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseRange } from './range.ts';

it('is inside the object, or undefined, or refused', () => {
  const bound = fc.oneof(
    fc.constant(''),
    fc.nat(30).map(String),
    fc.constant('99999999999999999999'),
  );
  fc.assert(
    fc.property(bound, bound, fc.nat(20), (from, to, size) => {
      let range;
      try {
        range = parseRange(`bytes=${from}-${to}`, size);
      } catch (error) {
        expect(error).toMatchObject({ code: 'InvalidRange', status: 416 });
        return;
      }
      if (!range) return;
      expect(range.start).toBeGreaterThanOrEqual(0);
      expect(range.end).toBeGreaterThanOrEqual(range.start);
      expect(range.end).toBeLessThan(size);
    }),
  );
});

it('reads no other text', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      if (/^\s*bytes\s*=/i.test(text)) return;
      expect(parseRange(text, 10)).toBeUndefined();
    }),
  );
});
