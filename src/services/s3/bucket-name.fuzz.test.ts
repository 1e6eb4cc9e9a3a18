import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isBucketName } from './bucket-name.ts';

it('is safe in a host name and in a path', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9.-]{1,70}$/)), (text) => {
      if (!isBucketName(text)) return;
      expect(text).toMatch(/^[a-z0-9.-]{3,63}$/);
      expect(new URL(`http://${text}.example.com/`).hostname).toBe(`${text}.example.com`);
      expect(text).not.toContain('..');
    }),
  );
  expect(isBucketName('my-bucket.v1')).toBe(true);
});
