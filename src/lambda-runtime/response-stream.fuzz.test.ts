import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ResponseStream, STREAM_WINDOW_BYTES } from './response-stream.ts';

const sizes = fc.array(
  fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ max: 65_536, min: 1 })),
  {
    maxLength: 40,
  },
);

test('bytes arrive in order, and all the room that they took is given back', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, fc.infiniteStream(fc.boolean()), async (chunks, coin) => {
      let heldBytes = 0;
      let mostBytes = 0;
      const stream = new ResponseStream('x', (cost) => (heldBytes -= cost));
      const reader = stream.body[Symbol.asyncIterator]();
      const sent: number[] = [];
      const taken: number[] = [];
      const take = async (): Promise<void> => {
        const { value } = (await reader.next()) as { value: Uint8Array };
        taken.push(value[0] ?? -1, value.length);
      };
      for (const [n, size] of chunks.entries()) {
        // A function that obeys waits while there is no room.
        while (heldBytes >= STREAM_WINDOW_BYTES || (heldBytes > 0 && coin.next().value))
          await take();
        sent.push(n, size);
        heldBytes += Math.max(size, 512);
        mostBytes = Math.max(mostBytes, heldBytes);
        expect(stream.push(Buffer.alloc(size, n))).toBe(heldBytes < STREAM_WINDOW_BYTES);
        expect(stream.heldBytes).toBe(heldBytes);
      }
      while (heldBytes > 0) await take();
      const last = reader.next();
      stream.end(true);
      expect((await last).done).toBe(true);
      expect(taken).toEqual(sent);
      expect(mostBytes).toBeLessThan(STREAM_WINDOW_BYTES + 65_536);
      expect(stream.isWhole).toBe(true);
    }),
  );
});

test('a reader that leaves frees everything, before and after', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, sizes, async (before, after) => {
      let freedBytes = 0;
      const stream = new ResponseStream('x', (cost) => (freedBytes += cost));
      for (const size of before) stream.push(Buffer.alloc(size));
      stream.discard();
      for (const size of after) expect(stream.push(Buffer.alloc(size))).toBe(true);
      const costs = [...before, ...after].map((size) => Math.max(size, 512));
      expect(freedBytes).toBe(costs.reduce((sum, cost) => sum + cost, 0));
      expect(stream.heldBytes).toBe(0);
      expect((await stream.body[Symbol.asyncIterator]().next()).done).toBe(true);
    }),
  );
});

test('what is held at the end is still read; one that broke off is not whole', async () => {
  const stream = new ResponseStream('x', () => {});
  stream.push(Buffer.from('held'));
  stream.end(false);
  stream.end(true);
  const chunks: string[] = [];
  for await (const chunk of stream.body) chunks.push(Buffer.from(chunk).toString());
  expect(chunks).toEqual(['held']);
  expect(stream.isWhole).toBe(false);
});
