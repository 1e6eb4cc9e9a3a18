import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHttpStream } from './streamed-response.ts';

const INTEGRATION = 'application/vnd.awslambda.http-integration-response';

async function* cut(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const size of sizes) {
    yield bytes.subarray(at, at + size);
    at += size;
  }
  yield bytes.subarray(at);
}

async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 20 });
const bytes = fc.uint8Array({ maxLength: 100 });

test('head and body are the same however the bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 200, max: 599 }),
      fc.constantFrom({}, { 'X-A': 'b', 'content-type': 'text/plain' }, { n: 1, t: true }),
      fc.array(fc.constantFrom('a=1', 'b=2; Path=/'), { maxLength: 2 }),
      bytes,
      sizes,
      async (statusCode, headers, cookies, body, pieces) => {
        const prelude = JSON.stringify({ statusCode, headers, cookies });
        const whole = Buffer.concat([Buffer.from(prelude), Buffer.alloc(8), body]);
        const http = await toHttpStream(INTEGRATION, cut(whole, pieces));
        expect(http?.status).toBe(statusCode);
        const expected = Object.entries(headers).flatMap(([name, value]) => [name, String(value)]);
        if (!('content-type' in headers)) expected.push('content-type', 'application/octet-stream');
        for (const cookie of cookies) expected.push('set-cookie', cookie);
        expect(http?.headers).toEqual(expected);
        expect(Buffer.compare(await readAll(http!.body), Buffer.from(body))).toBe(0);
      },
    ),
  );
});

test('anything else is no head, and nothing throws', async () => {
  await fc.assert(
    fc.asyncProperty(bytes, sizes, async (body, pieces) => {
      const http = await toHttpStream(INTEGRATION, cut(Buffer.from(body), pieces));
      if (http) expect(Buffer.from(body).includes(Buffer.alloc(8))).toBe(true);
    }),
  );
  for (const prelude of [
    '',
    '5',
    '[]',
    '{"statusCode":"x"}',
    '{"headers":{"a b":"c"}}',
    '{"cookies":"c"}',
    '{"headers":{"a":"b\\r\\nc: d"}}',
  ]) {
    const whole = Buffer.concat([Buffer.from(prelude), Buffer.alloc(8)]);
    expect(await toHttpStream(INTEGRATION, cut(whole, []))).toBeUndefined();
  }
});

test('a head that never ends is given up', async () => {
  let taken = 0;
  const endless = async function* (): AsyncGenerator<Uint8Array> {
    for (; ; taken++) yield Buffer.alloc(1024, 'x');
  };
  expect(await toHttpStream(INTEGRATION, endless())).toBeUndefined();
  expect(taken).toBeLessThan(70);
});

test('any other content type is the body as it comes', async () => {
  const http = await toHttpStream(
    'text/plain',
    cut(Buffer.from('{"statusCode":500}\0\0\0\0\0\0\0\0'), []),
  );
  expect(http).toMatchObject({ status: 200, headers: ['content-type', 'text/plain'] });
});
