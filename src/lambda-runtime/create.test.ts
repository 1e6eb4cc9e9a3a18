import { describe, expect, it } from 'vitest';
import { openFixture, REQUEST_ID } from './fixtures/fixture.ts';

describe('a Node.js function', () => {
  it('answers with what the handler returns', async () => {
    const { deploy, invoke } = await openFixture();
    const fn = await deploy({
      'index.js': 'exports.handler = async (event) => ({ hello: event.name });',
    });
    const result = await invoke(fn, { name: 'John' });
    expect(Buffer.from(result.payload).toString()).toBe('{"hello":"John"}');
    expect(result).toMatchObject({ executedVersion: '$LATEST' });
    expect(result.functionError).toBeUndefined();
    expect(result.initDurationMs).toBeGreaterThan(0);
    expect(result.billedDurationMs).toBe(
      Math.ceil(result.durationMs + (result.initDurationMs ?? 0)),
    );
  });

  it('keeps its state between invocations of one instance', async () => {
    const { deploy, call, invoke, streams } = await openFixture();
    const fn = await deploy({ 'index.js': 'let n = 0; exports.handler = async () => ++n;' });
    expect([await call(fn), await call(fn), await call(fn)]).toEqual([1, 2, 3]);
    expect((await invoke(fn)).initDurationMs).toBeUndefined();
    expect(streams).toHaveLength(1);
  });

  it('writes its log as AWS does', async () => {
    const { deploy, invoke, logOf } = await openFixture();
    const fn = await deploy({
      'index.js':
        "exports.handler = async () => { console.log('hi', { a: 1 }); console.error('two\\nlines'); };",
    });
    const result = await invoke(fn, {}, { requestId: REQUEST_ID, logTail: true });
    expect(Buffer.from(result.payload).toString()).toBe('null');
    const lines = await logOf(fn);
    expect(lines[0]).toMatch(
      /^INIT_START Runtime Version: nodejs:24\.v24\.\d+\.\d+\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}\n$/,
    );
    expect(lines[1]).toBe(`START RequestId: ${REQUEST_ID} Version: $LATEST\n`);
    expect(lines[2]).toMatch(
      new RegExp(
        `^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\\t${REQUEST_ID}\\tINFO\\thi \\{ a: 1 \\}\\n$`,
      ),
    );
    expect(lines[3]).toMatch(/Z\t[0-9a-f-]{36}\tERROR\ttwo\nlines\n$/);
    expect(lines[4]).toBe(`END RequestId: ${REQUEST_ID}\n`);
    expect(lines[5]).toMatch(
      new RegExp(
        `^REPORT RequestId: ${REQUEST_ID}\\tDuration: \\d+\\.\\d\\d ms\\tBilled Duration: \\d+ ms\\tMemory Size: 128 MB\\tMax Memory Used: [1-9]\\d* MB\\tInit Duration: \\d+\\.\\d\\d ms\\t\\n$`,
      ),
    );
    expect(lines).toHaveLength(6);
    expect(Buffer.from(result.logTail ?? []).toString()).toBe(lines.slice(1).join(''));
  });

  it('runs concurrent requests on instances of their own', async () => {
    const { deploy, call, streams } = await openFixture();
    const fn = await deploy({
      'index.js':
        'const id = Math.random(); exports.handler = () => new Promise((done) => setTimeout(done, 50, id));',
    });
    const ids = await Promise.all([call(fn), call(fn), call(fn)]);
    expect(new Set(ids).size).toBe(3);
    expect(streams).toHaveLength(3);
  });
});
