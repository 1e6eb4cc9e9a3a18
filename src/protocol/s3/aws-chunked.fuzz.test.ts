import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AwsError } from '../aws-error.ts';
import { decodeAwsChunked } from './aws-chunked.ts';

async function* cut(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array, void> {
  let at = 0;
  for (const size of sizes) {
    yield bytes.subarray(at, at + size);
    at += size;
  }
  yield bytes.subarray(at);
}

async function decode(source: AsyncIterable<Uint8Array>, trailers: Record<string, string> = {}) {
  const parts: Uint8Array[] = [];
  for await (const part of decodeAwsChunked(source, trailers)) parts.push(part);
  return Buffer.concat(parts);
}

function encode(chunks: readonly Uint8Array[], trailer: string): Buffer {
  const parts = chunks.flatMap((chunk) =>
    chunk.length === 0
      ? []
      : [
          Buffer.from(`${chunk.length.toString(16)};chunk-signature=${'a'.repeat(64)}\r\n`),
          chunk,
          Buffer.from('\r\n'),
        ],
  );
  return Buffer.concat([...parts, Buffer.from(`0\r\n${trailer}\r\n`)]);
}

it('gives back what was encoded, wherever the network cuts it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 6 }),
      fc.array(fc.nat(30), { maxLength: 20 }),
      async (chunks, sizes) => {
        const trailers = {};
        const body = encode(chunks, 'x-amz-checksum-crc32:AAAAAA==\r\nX-Other: b\r\n');
        expect(await decode(cut(body, sizes), trailers)).toEqual(Buffer.concat(chunks));
        expect(trailers).toEqual({ 'x-amz-checksum-crc32': 'AAAAAA==', 'x-other': 'b' });
      },
    ),
  );
});

it('refuses everything else in its own words', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      await decode(cut(Buffer.from(bytes), [])).catch((error: unknown) => {
        expect(error).toBeInstanceOf(AwsError);
      });
    }),
  );
  for (const text of [
    '',
    '5\r\nhell',
    '5\r\nhello',
    'zz\r\n',
    '-1\r\n',
    '5\r\nhelloX\r\n0\r\n\r\n',
  ])
    await expect(decode(cut(Buffer.from(text), []))).rejects.toMatchObject({
      code: 'IncompleteBody',
    });
  await expect(decode(cut(Buffer.from('0\r\nno colon\r\n\r\n'), []))).rejects.toMatchObject({
    code: 'MalformedTrailerError',
  });
  // A line without an end does not fill the memory.
  const endless = Buffer.alloc(100_000, '1');
  await expect(decode(cut(endless, Array(100).fill(1000)))).rejects.toMatchObject({
    code: 'IncompleteBody',
  });
});
