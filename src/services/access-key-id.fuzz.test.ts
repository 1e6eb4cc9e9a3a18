import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createIds } from '../platform/ids.ts';
import { accountOfAccessKeyId, isAccessKeyId, makeAccessKeyId } from './access-key-id.ts';

test('an id carries its account', () => {
  const account = fc
    .bigInt({ min: 0n, max: 999_999_999_999n })
    .map((each) => each.toString().padStart(12, '0'));
  const ids = createIds();
  fc.assert(
    fc.property(account, fc.constantFrom('AKIA' as const, 'ASIA' as const), (owner, prefix) => {
      const id = makeAccessKeyId(prefix, owner, ids);
      expect(isAccessKeyId(id)).toBe(true);
      expect(id.startsWith(prefix)).toBe(true);
      expect(accountOfAccessKeyId(id)).toBe(owner);
    }),
  );
});

test('any text is answered, never thrown at', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(accountOfAccessKeyId(text) === undefined || isAccessKeyId(text)).toBe(true);
    }),
  );
});

test("AWS's own: the published example decodes", () => {
  expect(accountOfAccessKeyId('ASIAQNZGKIQY56JQ7WML')).toBe('029608264753');
  // Documentation's AKIAIOSFODNN7EXAMPLE is from before ids carried accounts.
  expect(accountOfAccessKeyId('AKIAIOSFODNN7EXAMPLE')).toBeUndefined();
});
