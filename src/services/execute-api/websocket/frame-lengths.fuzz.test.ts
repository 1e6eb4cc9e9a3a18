import fc from 'fast-check';
import { expect, test } from 'vitest';
import { watchFrameLengths } from './frame-lengths.ts';

const LIMIT = 300;

/** A frame's bytes; only its lengths matter here. */
function frame(length: number, isMasked: boolean): Buffer {
  const mark = isMasked ? 0x80 : 0;
  const size =
    length < 126
      ? Buffer.from([0x81, mark | length])
      : length < 65_536
        ? Buffer.from([0x81, mark | 126, length >> 8, length & 255])
        : Buffer.concat([
            Buffer.from([0x81, mark | 127]),
            Buffer.from(new BigUint64Array([0n]).buffer),
          ]);
  return Buffer.concat([size, Buffer.alloc(isMasked ? 4 : 0, 7), Buffer.alloc(length, 0xff)]);
}

test('tells of the first frame that is too long, however the bytes are cut', () => {
  const frames = fc.array(fc.tuple(fc.nat({ max: 600 }), fc.boolean()), { maxLength: 12 });
  fc.assert(
    fc.property(frames, fc.integer({ min: 1, max: 700 }), (all, chunkBytes) => {
      const bytes = Buffer.concat(all.map(([length, isMasked]) => frame(length, isMasked)));
      const watch = watchFrameLengths(LIMIT);
      let isTooLong = false;
      for (let at = 0; at < bytes.length && !isTooLong; at += chunkBytes)
        isTooLong = watch(bytes.subarray(at, at + chunkBytes));
      expect(isTooLong).toBe(all.some(([length]) => length > LIMIT));
    }),
  );
});

test('reads lengths of 64 bits', () => {
  const header = Buffer.from([
    0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4,
  ]);
  expect(watchFrameLengths(2 ** 40)(header)).toBe(true);
});
