import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeDocument } from './policy-document.ts';

test('a document comes back as it went in, and leaves only unreserved characters and escapes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const encoded = encodeDocument(text);
      expect(encoded).toMatch(/^([A-Za-z0-9._~-]|%[0-9A-F]{2})*$/);
      expect(decodeURIComponent(encoded)).toBe(text.toWellFormed());
    }),
  );
});
