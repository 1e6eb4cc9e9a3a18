/** What callers and logs get when a function goes wrong (facts sections 2, 3 and 7). */
import { describe, expect, it } from 'vitest';
import { json, text, type ErrorAnswer } from './fixtures/answers.ts';
import { createFastClock } from './fixtures/fast-clock.ts';
import { openFixture, REQUEST_ID } from './fixtures/fixture.ts';

const REQUEST = { requestId: REQUEST_ID };

describe('a timeout', () => {
  it('kills the function and says so in AWS’s words', async () => {
    const { deploy, invoke, logOf } = await openFixture();
    const fn = await deploy(
      { 'index.js': 'exports.handler = () => new Promise((r) => setTimeout(r, 60000));' },
      { timeoutMs: 200 },
    );
    const result = await invoke(fn, {}, REQUEST);
    expect(result.functionError).toBe('Unhandled');
    expect(text(result.payload)).toBe(
      `{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: ${REQUEST_ID} Error: Task timed out after 0.20 seconds"}`,
    );
    expect(result.durationMs).toBe(200);
    const lines = await logOf(fn);
    expect(lines[2]).toMatch(
      new RegExp(`^\\S+Z ${REQUEST_ID} Task timed out after 0.20 seconds\\n\\n$`),
    );
    expect(lines.at(-1)).toMatch(/\tInit Duration: [\d.]+ ms\tStatus: timeout\n$/);
  });

  it('ends a loop that never yields', async () => {
    const { deploy, invoke } = await openFixture();
    const fn = await deploy(
      { 'index.js': 'exports.handler = () => { for (;;); };' },
      { timeoutMs: 100 },
    );
    expect(text((await invoke(fn)).payload)).toContain('Task timed out after 0.10 seconds');
  });

  it('resets the environment: new state, same /tmp, same log stream', async () => {
    const { deploy, invoke, call, streams } = await openFixture();
    const fn = await deploy(
      {
        'index.js': `const fs = require('fs'); let n = 0;
          exports.handler = async ({ hang }) => {
            if (hang) { fs.writeFileSync(process.env.TMPDIR + '/kept', 'yes'); await new Promise((r) => setTimeout(r, 60000)); }
            return { n: ++n, kept: fs.existsSync(process.env.TMPDIR + '/kept') };
          };`,
      },
      { timeoutMs: 1000 },
    );
    await invoke(fn, { hang: true });
    expect(await call(fn)).toEqual({ n: 1, kept: true });
    expect(streams).toHaveLength(1);
    const again = await invoke(fn);
    expect(again.initDurationMs).toBeUndefined();
  });
});

describe('an exit', () => {
  it.each([
    ['process.exit(0)', 'Runtime exited without providing a reason'],
    ['process.exit(7)', 'Runtime exited with error: exit status 7'],
    [
      "process.kill(process.pid, 'SIGKILL'), await new Promise(() => setTimeout(() => {}, 9000))",
      'Runtime exited with error: signal: killed',
    ],
    [
      "process.kill(process.pid, 'SIGSEGV'), await new Promise(() => setTimeout(() => {}, 9000))",
      'Runtime exited with error: signal: segmentation fault',
    ],
  ])('%s', async (code, message) => {
    const { deploy, invoke, logOf } = await openFixture();
    const fn = await deploy({
      'index.js': `exports.handler = async () => { console.log('before'); ${code}; };`,
    });
    const result = await invoke(fn, {}, REQUEST);
    expect(result.functionError).toBe('Unhandled');
    expect(json(result.payload)).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${REQUEST_ID} Error: ${message}`,
    });
    const lines = await logOf(fn);
    expect(lines[2]).toContain('\tINFO\tbefore\n');
    expect(lines[3]).toBe(`RequestId: ${REQUEST_ID} Error: ${message}\nRuntime.ExitError\n`);
    expect(lines[5]).toMatch(/Status: error\tError Type: Runtime\.ExitError\n$/);
  });

  it('during INIT is tried again within the invocation, then is the answer', async () => {
    const { deploy, invoke, logOf } = await openFixture();
    const fn = await deploy({ 'index.js': 'process.exit(3);' });
    const result = await invoke(fn, {}, REQUEST);
    expect(json(result.payload)).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${REQUEST_ID} Error: Runtime exited with error: exit status 3`,
    });
    expect(result.initDurationMs).toBeUndefined();
    const lines = (await logOf(fn)).filter((line) => line.startsWith('INIT_REPORT'));
    expect(lines).toEqual([
      expect.stringMatching(
        /^INIT_REPORT Init Duration: [\d.]+ ms\tPhase: init\tStatus: error\tError Type: Runtime\.ExitError\n$/,
      ),
      expect.stringMatching(
        /^INIT_REPORT Init Duration: [\d.]+ ms\tPhase: invoke\tStatus: error\tError Type: Runtime\.ExitError\n$/,
      ),
    ]);
  });

  it('after the answer leaves the environment to be started again', async () => {
    const { deploy, invoke, call, streams } = await openFixture();
    const fn = await deploy({
      'index.js':
        'let n = 0; exports.handler = async () => { setImmediate(() => process.exit(5)); return ++n; };',
    });
    expect(await call(fn)).toBe(1);
    // Whether Brume has seen the exit by now or not, it recovers.
    const second = await invoke(fn);
    expect(['1', expect.stringContaining('exit status 5')]).toContainEqual(text(second.payload));
    expect(streams.length).toBeLessThanOrEqual(2);
  });
});

describe('an uncaught error', () => {
  it('in a callback ends the process with status 129 and is the answer', async () => {
    const { deploy, invoke, logOf } = await openFixture();
    const fn = await deploy({
      'index.js':
        "exports.handler = () => new Promise(() => setTimeout(() => { throw new TypeError('late'); }, 1));",
    });
    const result = await invoke(fn, {}, REQUEST);
    expect(json(result.payload)).toMatchObject({
      errorType: 'TypeError',
      errorMessage: 'late',
      trace: expect.arrayContaining(['TypeError: late']),
    });
    const lines = await logOf(fn);
    expect(lines[2]).toMatch(
      /\tERROR\tUncaught Exception \t\{"errorType":"TypeError","errorMessage":"late","stack":\["TypeError: late",/,
    );
    expect(lines[3]).toBe(
      `RequestId: ${REQUEST_ID} Error: Runtime exited with error: exit status 129\nRuntime.ExitError\n`,
    );
  });

  it('in a forgotten promise is Runtime.UnhandledPromiseRejection', async () => {
    const { deploy, invoke, logOf } = await openFixture();
    const fn = await deploy({
      'index.js':
        "exports.handler = async () => { Promise.reject(new Error('lost')); await new Promise((r) => setTimeout(r, 1000)); };",
    });
    const answer = json<ErrorAnswer>((await invoke(fn, {}, REQUEST)).payload);
    expect(answer).toMatchObject({
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'Error: lost',
      reason: { errorType: 'Error', errorMessage: 'lost' },
      promise: {},
    });
    expect(answer.trace[0]).toBe('Runtime.UnhandledPromiseRejection: Error: lost');
    expect((await logOf(fn))[3]).toContain('exit status 128');
  });
});

describe('INIT', () => {
  it('that takes longer than 10 s is repeated inside the invocation', async () => {
    const clock = createFastClock(50);
    const { deploy, invoke, logOf } = await openFixture({ clock });
    const fn = await deploy(
      {
        'index.mjs':
          'await new Promise((r) => setTimeout(r, 600000)); export const handler = async () => 1;',
      },
      { timeoutMs: 15_000 },
    );
    const result = await invoke(fn, {}, REQUEST);
    expect(text(result.payload)).toContain('Task timed out after 15.00 seconds');
    const lines = await logOf(fn);
    expect(lines[1]).toMatch(
      /^INIT_REPORT Init Duration: \d+\.\d\d ms\tPhase: init\tStatus: timeout\n$/,
    );
    expect(lines[2]).toMatch(/^INIT_START /);
    expect(lines[3]).toMatch(
      /^INIT_REPORT Init Duration: \d+\.\d\d ms\tPhase: invoke\tStatus: timeout\n$/,
    );
    expect(lines[4]).toMatch(/^START /);
    expect(lines[5]).toMatch(/Z \S+ Task timed out after 15\.00 seconds\n\n$/);
    expect(lines[7]).toMatch(/^REPORT .*\tStatus: timeout\n$/);
    clock.close();
  });
});
