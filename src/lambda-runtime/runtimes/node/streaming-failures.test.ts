/** Streaming handlers that fail, before the first byte or in the middle. */
import { describe, expect, it } from 'vitest';
import { json, text, type ErrorAnswer } from '../../fixtures/answers.ts';
import { openFixture } from '../../fixtures/fixture.ts';
import { startStreaming, stream, streaming } from '../../fixtures/streams.ts';

describe('failures', () => {
  it.each<[string, string, object]>([
    [
      'a throw before the first write',
      "throw new TypeError('early');",
      { errorType: 'TypeError', errorMessage: 'early' },
    ],
    ['text thrown', "throw 'words';", { errorType: 'string', errorMessage: 'words' }],
    [
      'a stream destroyed by hand',
      'stream.destroy();',
      { errorType: 'Error', errorMessage: 'Response stream is not finished.' },
    ],
    [
      'a content type that comes too late',
      "stream.write('x'); stream.setContentType('text/html');",
      {
        errorType: 'Runtime.InvalidStreamingOperation',
        errorMessage: 'Cannot set content-type, too late.',
      },
    ],
  ])('%s', async (_what, body, expected) => {
    const { deploy, invoke } = await openFixture();
    const fn = await deploy(streaming(body));
    for (const request of [{}, { onStream: () => {} }]) {
      const result = await invoke(fn, {}, request);
      expect(result.functionError).toBe('Unhandled');
      expect(json(result.payload)).toMatchObject(expected);
    }
  });

  it('in the middle: what was written arrives, then the error', async () => {
    const fixture = await openFixture();
    const fn = await fixture.deploy(
      streaming("stream.write('half'); throw new RangeError('middle');"),
    );
    const { chunks, isWhole, result } = await stream(fixture, fn);
    expect([chunks, isWhole]).toEqual([['half'], false]);
    expect(result.functionError).toBe('Unhandled');
    expect(json<ErrorAnswer>(result.payload)).toMatchObject({
      errorType: 'RangeError',
      errorMessage: 'middle',
      trace: expect.arrayContaining(['RangeError: middle']),
    });
    expect((await fixture.logOf(fn)).join('')).toContain(
      'ERROR\tInvoke Error \t{"errorType":"RangeError"',
    );
  });

  it('of the source of a pipeline, while the caller is slow', async () => {
    const fixture = await openFixture();
    const fn = await fixture.deploy(
      streaming(
        "await require('stream/promises').pipeline(async function* () { for (let i = 0; i < 40; i++) yield Buffer.alloc(65536); throw new Error('source'); }, stream);",
      ),
    );
    for (let round = 0; round < 2; round++) {
      const { result } = await stream(fixture, fn);
      expect(json<ErrorAnswer>(result.payload).errorMessage).toBe('source');
    }
  });

  it('what comes after it is nobody’s, and harms nobody', async () => {
    const fixture = await openFixture();
    const fn = await fixture.deploy(
      streaming(
        "if (event.n) return void stream.end(String(process.pid)); setImmediate(() => { stream.write('late'); stream.end(); }); stream.on('error', () => {}); throw new Error('early');",
      ),
    );
    const first = await stream(fixture, fn, { n: 1 });
    await fixture.invoke(fn, {}, { onStream: () => {} });
    expect((await stream(fixture, fn, { n: 1 })).chunks).toEqual(first.chunks);
  });

  it('an error given to destroy is the answer, even when nobody listens for it', async () => {
    const { deploy, invoke } = await openFixture();
    const fn = await deploy(streaming("stream.destroy(new RangeError('mine'));"));
    expect(json<ErrorAnswer>((await invoke(fn)).payload)).toMatchObject({
      errorType: 'RangeError',
      errorMessage: 'mine',
    });
  });

  it('a handler that is not async', async () => {
    const { deploy, invoke } = await openFixture();
    const fn = await deploy({
      'index.js':
        "exports.handler = awslambda.streamifyResponse((event, stream) => { stream.end('x'); });",
    });
    expect(json<ErrorAnswer>((await invoke(fn)).payload).errorMessage).toBe(
      'Streaming does not support non-async handlers.',
    );
  });

  it('a stream that nobody ends lasts until the timeout, and is cut there', async () => {
    const fixture = await openFixture();
    const fn = await fixture.deploy(streaming("stream.write('x');"), { timeoutMs: 300 });
    const { chunks, result } = await stream(fixture, fn);
    expect(chunks).toEqual(['x']);
    expect(json<ErrorAnswer>(result.payload).errorType).toBe('Sandbox.Timedout');
  });

  it('an exit in the middle', async () => {
    const fixture = await openFixture();
    const fn = await fixture.deploy(streaming("stream.write('x'); process.exit(3);"));
    const { result } = await stream(fixture, fn);
    expect(text(result.payload)).toContain('exit status 3');
  });

  it('another kind of streaming', async () => {
    const { deploy, invoke } = await openFixture();
    const fn = await deploy({
      'index.js':
        "exports.handler = async () => {}; exports.handler[Symbol.for('aws.lambda.runtime.handler.streaming')] = 'request';",
    });
    expect(json<ErrorAnswer>((await invoke(fn)).payload)).toMatchObject({
      errorType: 'Runtime.MalformedStreamingHandler',
      errorMessage: 'Only response streaming is supported.',
    });
  });

  it('more than 6 MB for a caller who wants the whole', async () => {
    const { deploy, invoke } = await openFixture();
    const fn = await deploy(
      streaming('for (let i = 0; i < 7; i++) stream.write(Buffer.alloc(1048576)); stream.end();'),
    );
    expect(json<ErrorAnswer>((await invoke(fn)).payload)).toEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
  });

  it('more than 200 MB for anyone', async () => {
    const fixture = await openFixture();
    const fn = await fixture.deploy(
      streaming(
        'for (let i = 0; i < 201; i++) if (!stream.write(Buffer.alloc(1048576))) await new Promise((r) => stream.once("drain", r)); stream.end();',
      ),
      { timeoutMs: 60_000, memoryMb: 512 },
    );
    const { began, result } = startStreaming(fixture, fn);
    let size = 0;
    for await (const chunk of (await began).body) size += chunk.length;
    expect(size).toBe(200 * 1048576);
    expect(json<ErrorAnswer>((await result).payload).errorType).toBe(
      'Function.ResponseSizeTooLarge',
    );
  }, 60_000);
});
