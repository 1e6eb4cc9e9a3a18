import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decrypt, encrypt } from './customer-key.ts';

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes;
}

async function all(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

it('opens any range of what it closed', async () => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      bytes(32),
      // The counter may wrap around.
      fc.oneof(bytes(16), fc.constant(new Uint8Array(16).fill(255))),
      fc.nat(199),
      async (plain, key, iv, at) => {
        const start = Math.min(at, plain.length - 1);
        const closed = await all(encrypt(one(plain), Buffer.from(key), iv));
        const opened = await all(decrypt(one(closed.subarray(start)), Buffer.from(key), iv, start));
        expect(opened).toEqual(Buffer.from(plain.subarray(start)));
      },
    ),
  );
});
