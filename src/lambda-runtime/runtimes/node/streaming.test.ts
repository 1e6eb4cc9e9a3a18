/** https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html */
import { describe, expect, it } from 'vitest';
import { text } from '../../fixtures/answers.ts';
import { openFixture } from '../../fixtures/fixture.ts';
import { extension, makeOptDir } from '../../fixtures/program.ts';
import { startStreaming, stream, streaming } from '../../fixtures/streams.ts';

describe('a streaming handler', () => {
  it.each<[string, string, string, string]>([
    [
      'writes and ends',
      "stream.write('a'); stream.write('b'); stream.end();",
      'application/octet-stream',
      'ab',
    ],
    [
      'sets its content type',
      "stream.setContentType('text/plain'); stream.end('x');",
      'text/plain',
      'x',
    ],
    ['ends without a word', 'stream.end();', 'application/octet-stream', ''],
    [
      'writes objects as JSON, and bytes as they are',
      "stream.write({ a: 1 }); stream.write(Buffer.from([0xc3, 0xa9])); stream.write('e9', 'hex'); stream.end();",
      'application/octet-stream',
      '{"a":1}é\ufffd',
    ],
    [
      'pipes',
      "await require('stream/promises').pipeline(require('stream').Readable.from(['1', '2', '3']), stream);",
      'application/octet-stream',
      '123',
    ],
    [
      'pipes by the callback form',
      "await require('util').promisify(require('stream').pipeline)(require('stream').Readable.from(Buffer.from('bytes')), stream);",
      'application/octet-stream',
      'bytes',
    ],
    [
      'gets the event and the context',
      'stream.write(event.word); stream.end(String(context.getRemainingTimeInMillis() > 1000 && context.functionName));',
      'application/octet-stream',
      'wordhello',
    ],
    [
      'ends after its handler has returned',
      "setTimeout(() => stream.end('late'), 20);",
      'application/octet-stream',
      'late',
    ],
    [
      'sends metadata ahead of its first write',
      "const http = awslambda.HttpResponseStream.from(stream, { statusCode: 201 }); http.write('body'); http.end();",
      'application/vnd.awslambda.http-integration-response',
      '{"statusCode":201}\0\0\0\0\0\0\0\0body',
    ],
    [
      'sends metadata ahead of an empty write',
      "const http = awslambda.HttpResponseStream.from(stream, { statusCode: 204 }); http.write(''); http.end();",
      'application/vnd.awslambda.http-integration-response',
      '{"statusCode":204}\0\0\0\0\0\0\0\0',
    ],
    [
      'sends no metadata when it only ends, as on AWS',
      "awslambda.HttpResponseStream.from(stream, { statusCode: 204 }).end('body');",
      'application/vnd.awslambda.http-integration-response',
      'body',
    ],
  ])('%s', async (_what, body, contentType, expected) => {
    const fixture = await openFixture();
    const fn = await fixture.deploy(streaming(body));
    const streamed = await stream(fixture, fn, { word: 'word' });
    expect(streamed.chunks.join('')).toBe(expected);
    expect(streamed).toMatchObject({ contentType, isWhole: true });
    expect(streamed.result.functionError).toBeUndefined();
    // The same for a caller who wants the whole.
    const whole = await fixture.invoke(fn, { word: 'word' });
    expect(text(whole.payload)).toBe(expected);
    expect(whole).toMatchObject({ contentType, executedVersion: '$LATEST' });
  });

  it('is an ES module as well', async () => {
    const fixture = await openFixture();
    const fn = await fixture.deploy({
      'index.mjs':
        "import { pipeline } from 'node:stream/promises'; export const handler = awslambda.streamifyResponse(async (event, stream) => pipeline(['x', 'y'], stream));",
    });
    expect((await stream(fixture, fn)).chunks.join('')).toBe('xy');
  });

  it('may be marked by the symbol that libraries use', async () => {
    const fixture = await openFixture();
    const fn = await fixture.deploy({
      'index.js':
        "exports.handler = async (event, stream, context) => stream.end('marked'); exports.handler[Symbol.for('aws.lambda.runtime.handler.streaming')] = 'response';",
    });
    expect((await stream(fixture, fn)).chunks).toEqual(['marked']);
  });

  it('hands pieces over while it runs, and the instance is used again', async () => {
    const fixture = await openFixture({ sandbox: 'process' }); // its pid, or its interpreter, is this machine's
    const fn = await fixture.deploy(
      streaming(
        "const signal = new Promise((resolve) => process.once('SIGUSR2', resolve)); stream.write(`${process.pid}`); await signal; stream.end('.');",
      ),
    );
    const pids: number[] = [];
    for (let round = 0; round < 3; round++) {
      const { began, result } = startStreaming(fixture, fn);
      const reader = (await began).body[Symbol.asyncIterator]();
      const pid = Number(text((await reader.next()).value as Uint8Array));
      pids.push(pid);
      process.kill(pid, 'SIGUSR2'); // only now may it go on
      expect(text((await reader.next()).value as Uint8Array)).toBe('.');
      expect((await reader.next()).done).toBe(true);
      expect((await result).functionError).toBeUndefined();
    }
    expect(new Set(pids).size).toBe(1);
  });

  it('is over for the caller at its end, though the handler runs on', async () => {
    const fixture = await openFixture();
    const fn = await fixture.deploy(
      streaming(
        "stream.end('all'); await new Promise((r) => setTimeout(r, 200)); console.log('the rest');",
      ),
    );
    const { began, result } = startStreaming(fixture, fn);
    let isOver = false;
    void result.then(() => (isOver = true));
    for await (const chunk of (await began).body) expect(text(chunk)).toBe('all');
    expect(isOver).toBe(false);
    expect((await result).durationMs).toBeGreaterThan(190);
  });

  it('that returns something is warned', async () => {
    const fixture = await openFixture();
    const fn = await fixture.deploy(streaming("stream.end('x'); return 5;"));
    await stream(fixture, fn);
    expect((await fixture.logOf(fn)).join('')).toContain(
      '\tWARN\tStreaming handlers ignore return values.\n',
    );
  });
});

describe('a caller that is slower than the function', () => {
  const flood = streaming(`
    let drained = 0; let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    for (let i = 0; i < 64; i++) {
      if (!stream.write(Buffer.alloc(65536, i))) await new Promise((r) => stream.once('drain', r));
      if (i === 63) clearInterval(timer);
      console.log('wrote', i, 'ticks', ticks);
    }
    stream.end();`);
  const lastWritten = (lines: readonly string[]): number =>
    Math.max(...lines.map((line) => Number(/wrote (\d+)/.exec(line)?.[1] ?? -1)));

  it('holds its writes back, while its timers run on', async () => {
    const fixture = await openFixture();
    const fn = await fixture.deploy(flood, { timeoutMs: 700 });
    const { began, result } = startStreaming(fixture, fn);
    await began; // and reads nothing at all: the timeout ends it
    expect((await result).functionError).toBe('Unhandled');
    const lines = await fixture.logOf(fn);
    expect(lastWritten(lines)).toBeGreaterThan(1);
    expect(lastWritten(lines)).toBeLessThan(8); // a window of 256 KB and what the stream itself buffers
  });

  it('gets every byte in the end', async () => {
    const fixture = await openFixture();
    const fn = await fixture.deploy(flood);
    const { began, result } = startStreaming(fixture, fn);
    let size = 0;
    let at = 0;
    for await (const chunk of (await began).body) {
      for (const byte of [chunk[0], chunk.at(-1)]) expect([at, at + 1]).toContain(byte);
      at = chunk.at(-1) ?? 0;
      size += chunk.length;
      if (size % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(size).toBe(64 * 65536);
    expect((await result).functionError).toBeUndefined();
    expect((await fixture.invoke(fn)).functionError).toBeUndefined();
  });

  it('gets every byte, too, while an extension keeps the event loop going, again and again', async () => {
    const fixture = await openFixture({ sandbox: 'process' }); // its pid, or its interpreter, is this machine's
    const optDir = makeOptDir(fixture.dir, {
      watcher: extension("await register(['INVOKE']); for (;;) await next();"),
    });
    const fn = await fixture.deploy(flood, { optDir });
    for (let round = 0; round < 3; round++) {
      const { began, result } = startStreaming(fixture, fn);
      let size = 0;
      for await (const chunk of (await began).body) size += chunk.length;
      expect(size).toBe(64 * 65536);
      expect((await result).functionError).toBeUndefined();
    }
    const whole = await fixture.invoke(fn);
    expect(whole.payload).toHaveLength(64 * 65536);
  });

  it('leaves nothing behind for the next one', async () => {
    const fixture = await openFixture();
    const fn = await fixture.deploy(flood);
    const slow = startStreaming(fixture, fn);
    const { body } = await slow.began;
    // The instance is free again while its first caller still reads what is held for it.
    const reader = body[Symbol.asyncIterator]();
    let size = 0;
    while (size < 64 * 65536 - 200_000) size += (await reader.next()).value?.length ?? 0;
    expect((await slow.result).functionError).toBeUndefined();
    const fast = await stream(fixture, fn);
    expect(fast.isWhole).toBe(true);
    for (let next = await reader.next(); !next.done; next = await reader.next())
      size += next.value.length;
    expect(size).toBe(64 * 65536);
  });

  it('or goes away, does not end the function: it runs on, as on AWS', async () => {
    const fixture = await openFixture();
    const fn = await fixture.deploy(flood);
    const { began, result } = startStreaming(fixture, fn);
    const { body } = await began;
    for await (const _chunk of body) break;
    expect((await result).functionError).toBeUndefined();
    expect(lastWritten(await fixture.logOf(fn))).toBe(63);
  });

  it('many small writes do not fill memory either', async () => {
    const fixture = await openFixture();
    const fn = await fixture.deploy(
      streaming(
        "let n = 0; for (;;) { if (!stream.write('x')) await new Promise((r) => stream.once('drain', r)); if (++n % 100 === 0) console.log('wrote', n); }",
      ),
      { timeoutMs: 500 },
    );
    const { began, result } = startStreaming(fixture, fn);
    await began;
    await result;
    const held: Uint8Array[] = [];
    for await (const chunk of (await began).body) held.push(chunk);
    expect(held.length).toBeLessThanOrEqual(513);
  });
});
