/** External and internal extensions, as https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html says. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { json, text } from '../fixtures/answers.ts';
import { makeZip, makeFunction } from '../fixtures/deployment.ts';
import { createFastClock } from '../fixtures/fast-clock.ts';
import { openFixture, REQUEST_ID, type Fixture } from '../fixtures/fixture.ts';
import { bootstrap, ECHO, extension, makeOptDir } from '../fixtures/program.ts';
import { gone } from '../fixtures/processes.ts';
import type { FunctionVersion } from '../interface.ts';

const LOOP = `for (;;) { const event = await next(); note(event); if (event.eventType === 'SHUTDOWN') process.exit(0); }`;
const HELLO = { 'index.js': 'exports.handler = async () => "hello";' };

/** Answers to those who want the log come after REPORT, when the environment is free again. */
const UNTIL_REPORT = { logTail: true };

interface Site extends Fixture {
  /** What extensions and functions noted, without the names where `of` names one. */
  notes(of?: string): unknown[];
  withExtensions(
    extensions: Record<string, string>,
    files?: Record<string, string>,
    overrides?: Partial<FunctionVersion>,
  ): Promise<FunctionVersion>;
}

async function open(): Promise<Site> {
  const fixture = await openFixture({ sandbox: 'process' }); // its files are this machine's
  const notes = join(fixture.dir, 'notes');
  return {
    ...fixture,
    notes(of) {
      if (!existsSync(notes)) return [];
      const lines = readFileSync(notes, 'utf8').trim().split('\n');
      const all = lines.map((line) => JSON.parse(line) as [string, ...unknown[]]);
      return all.filter(([name]) => !of || name === of).map(([, ...values]) => values);
    },
    withExtensions: (extensions, files = HELLO, overrides = {}) =>
      fixture.deploy(files, {
        optDir: makeOptDir(fixture.dir, extensions),
        environment: { NOTES: notes },
        ...overrides,
      }),
  };
}

describe('an external extension', () => {
  it('hears of every invocation and of the end', async () => {
    const { withExtensions, invoke, logOf, notes, clock } = await open();
    const fn = await withExtensions({
      watcher: extension(`await register(['INVOKE', 'SHUTDOWN']); ${LOOP}`),
    });
    const trace = 'Root=1-5-a;Parent=b;Sampled=0';
    await invoke(fn, {}, { ...UNTIL_REPORT, requestId: REQUEST_ID, traceId: trace });
    await invoke(fn);
    const lines = await logOf(fn);
    const [first, second, last] = notes().flat() as Record<string, unknown>[];
    expect(first).toEqual({
      eventType: 'INVOKE',
      deadlineMs: expect.any(Number),
      requestId: REQUEST_ID,
      invokedFunctionArn: fn.arn,
      tracing: { type: 'X-Amzn-Trace-Id', value: expect.stringMatching(`^${trace};Lineage=`) },
    });
    expect(Math.abs(Number(first?.['deadlineMs']) - clock.now() - 3000)).toBeLessThan(3000);
    expect(second).toMatchObject({ eventType: 'INVOKE' });
    expect(last).toEqual({
      eventType: 'SHUTDOWN',
      deadlineMs: expect.any(Number),
      shutdownReason: 'spindown',
    });
    expect(lines.slice(0, 3)).toEqual([
      expect.stringMatching(/^INIT_START /),
      'EXTENSION\tName: watcher\tState: Ready\tEvents: [INVOKE,SHUTDOWN]\n',
      expect.stringMatching(/^START /),
    ]);
  });

  it('starts before the runtime, which waits until all have registered', async () => {
    const { withExtensions, call, notes } = await open();
    const fn = await withExtensions(
      {
        a: extension(
          `await pause(150); note('registers'); await register([]); await pause(50); note('ready'); await next();`,
        ),
        b: extension(`note('registers'); await register(['INVOKE']); ${LOOP}`),
      },
      {
        'index.js': `require('fs').appendFileSync(process.env.NOTES, '["runtime","starts"]\\n'); exports.handler = async () => 1;`,
      },
    );
    expect(await call(fn)).toBe(1);
    const order = notes().flat();
    expect(order.indexOf('starts')).toBeGreaterThan(order.lastIndexOf('registers'));
    expect(order).toContain('ready'); // INIT is over only when all are
  });

  it('gets a reduced environment, and its output is logged', async () => {
    const { withExtensions, call, notes, logOf } = await open();
    const fn = await withExtensions({
      env: extension(
        `console.log('from the extension'); await register([]); note(Object.keys(process.env).toSorted(), process.env.AWS_LAMBDA_FUNCTION_NAME); await next();`,
      ),
    });
    await call(fn);
    const [names, functionName] = notes()[0] as [string[], string];
    expect(functionName).toBe('hello');
    expect(names).toEqual(
      expect.arrayContaining([
        'AWS_ACCESS_KEY_ID',
        'AWS_LAMBDA_RUNTIME_API',
        'AWS_REGION',
        'NOTES',
      ]),
    );
    expect(
      names.filter((name) =>
        /^_|XRAY|LOG_(GROUP|STREAM)|EXECUTION_ENV|LAMBDA_(TASK_ROOT|RUNTIME_DIR)$/.test(name),
      ),
    ).toEqual([]);
    expect(await logOf(fn)).toContain('from the extension\n');
  });

  it('does not keep the caller waiting, but the environment and its REPORT', async () => {
    const { withExtensions, invoke, call, logOf } = await open();
    const fn = await withExtensions(
      {
        slow: extension(`await register(['INVOKE']); for (;;) { await next(); await pause(400); }`),
      },
      { 'index.js': 'exports.handler = async () => process.pid;' },
    );
    const first = await invoke(fn);
    expect(first.durationMs).toBeLessThan(350);
    // The environment is not free yet, so this one is another.
    expect(await call(fn)).not.toBe(json(first.payload));
    const whole = await invoke(fn, {}, UNTIL_REPORT);
    const report = text(whole.logTail ?? new Uint8Array())
      .split('\n')
      .at(-2);
    expect(Number(/\tDuration: ([\d.]+)/.exec(report ?? '')?.[1])).toBeGreaterThan(350);
    expect(whole.durationMs).toBeGreaterThan(350);
    await logOf(fn);
  });

  it('counts towards the timeout; the caller has had its answer', async () => {
    const { withExtensions, invoke, call, notes, logOf } = await open();
    const fn = await withExtensions(
      {
        stuck: extension(
          `await register(['INVOKE', 'SHUTDOWN']); await next(); await pause(700); note(await next()); process.exit(0);`,
        ),
      },
      { 'index.js': 'exports.handler = async () => process.pid;' },
      { timeoutMs: 500 },
    );
    const first = await invoke(fn);
    expect(first.functionError).toBeUndefined();
    await expect
      .poll(() => notes(), { timeout: 5000 })
      .toEqual([[expect.objectContaining({ eventType: 'SHUTDOWN', shutdownReason: 'timeout' })]]);
    expect(await call(fn)).not.toBe(json(first.payload));
    const lines = await logOf(fn);
    expect(lines.some((line) => line.includes('Task timed out after 0.50 seconds'))).toBe(true);
    expect(
      lines.some((line) => /^REPORT .*\tDuration: 500\.00 ms.*\tStatus: timeout\n$/.test(line)),
    ).toBe(true);
  });

  it('works beside a custom runtime, which calls Next itself', async () => {
    const fixture = await open();
    const { codeId } = await fixture.runtime.storeCode(
      await makeZip({ bootstrap: bootstrap(ECHO) }, 0o100755),
    );
    const fn = makeFunction({
      codeId,
      runtime: 'provided.al2023',
      optDir: makeOptDir(fixture.dir, {
        watcher: extension(`await register(['INVOKE', 'SHUTDOWN']); ${LOOP}`),
      }),
      environment: { NOTES: join(fixture.dir, 'notes') },
    });
    for (const event of [{ n: 1 }, { n: 2 }]) {
      const { payload } = await fixture.invoke(fn, event, UNTIL_REPORT);
      expect(json(payload)).toEqual(event);
    }
    await fixture.logOf(fn);
    expect(fixture.notes().flat()).toMatchObject([
      { eventType: 'INVOKE' },
      { eventType: 'INVOKE' },
      { shutdownReason: 'spindown' },
    ]);
  });
});

describe('an extension that fails', () => {
  it.each<[string, string, string, string]>([
    [
      'exits during INIT',
      `await register([]); process.exit(1);`,
      'Extension.Crash',
      'exit status 1',
    ],
    ['exits before it registers, in peace', `process.exit(0);`, 'Extension.Crash', 'exit code 0'],
    [
      'is killed',
      `await register(['INVOKE']); await next(); process.kill(process.pid, 'SIGKILL');`,
      'Extension.Crash',
      'signal: killed',
    ],
    [
      'reports an init error',
      `await register([]); await report('init', 'Extension.NoConfig'); process.exit(2);`,
      'Extension.InitError',
      'exit status 2',
    ],
    [
      'reports an exit error',
      `await register(['INVOKE']); await next(); await report('exit', 'Extension.Lost'); process.exit(3);`,
      'Extension.ExitError',
      'exit status 3',
    ],
  ])('because it %s', async (_what, body, errorType, message) => {
    const { withExtensions, invoke, logOf } = await open();
    const fn = await withExtensions(
      { bad: extension(body) },
      {
        'index.js': 'exports.handler = () => new Promise((resolve) => setTimeout(resolve, 2000));',
      },
    );
    const result = await invoke(fn, {}, { requestId: REQUEST_ID });
    expect(json(result.payload)).toEqual({
      errorType,
      errorMessage: `RequestId: ${REQUEST_ID} Error: ${message}`,
    });
    const lines = await logOf(fn);
    expect(lines).toContain(`RequestId: ${REQUEST_ID} Error: ${message}\n${errorType}\n`);
    expect(lines.at(-1)).toMatch(new RegExp(`Status: error\\tError Type: ${errorType}\\n$`));
  });

  it.each<[string, string, number, string, string]>([
    ['is not executable', '#!/bin/sh\n', 0o644, 'permission denied', 'PermissionDenied'],
    ['is no program', 'hello', 0o755, 'exec format error', 'UnknownError'],
  ])('because it %s', async (_what, program, mode, message, type) => {
    const { deploy, invoke, dir, logOf } = await open();
    const fn = await deploy(HELLO, { optDir: makeOptDir(dir, { bad: program }, mode) });
    const result = await invoke(fn, {}, { requestId: REQUEST_ID });
    expect(json(result.payload)).toEqual({
      errorType: 'Extension.LaunchError',
      errorMessage: `RequestId: ${REQUEST_ID} Error: fork/exec /opt/extensions/bad: ${message}`,
    });
    expect(await logOf(fn)).toContain(
      `EXTENSION\tName: bad\tState: LaunchError\tEvents: []\tError Type: ${type}\n`,
    );
  });

  it('because there are more than ten', async () => {
    const { withExtensions, invoke, logOf } = await open();
    const names = Array.from({ length: 11 }, (_, index) => `x${index}`);
    const fn = await withExtensions(
      Object.fromEntries(names.map((name) => [name, '#!/bin/sh\nsleep 60\n'])),
    );
    const result = await invoke(fn);
    expect(json(result.payload)).toMatchObject({
      errorType: 'Extension.LaunchError',
      errorMessage: expect.stringContaining('ErrTooManyExtensions'),
    });
    expect((await logOf(fn)).join('')).toContain('Error Type: TooManyExtensions');
  });
});

it('an extension that never registers ends INIT after 10 s, and again within the invocation', async () => {
  const clock = createFastClock(50);
  const { deploy, invoke, dir, logOf } = await openFixture({ clock, sandbox: 'process' });
  const optDir = makeOptDir(dir, { mute: '#!/bin/sh\nexec sleep 600\n' });
  const fn = await deploy(HELLO, { optDir, timeoutMs: 15_000 });
  const { payload } = await invoke(fn, {}, { requestId: REQUEST_ID });
  expect(text(payload)).toContain('Task timed out after 15.00 seconds');
  const lines = await logOf(fn);
  expect(lines[1]).toBe('EXTENSION\tName: mute\tState: Started\tEvents: []\n');
  expect(lines[2]).toMatch(
    /^INIT_REPORT Init Duration: \d+\.\d\d ms\tPhase: init\tStatus: timeout\n$/,
  );
  expect(lines[3]).toMatch(/^INIT_START /);
  clock.close();
});

describe('SHUTDOWN', () => {
  it('tells extensions of a crash, and gives them time; the next invocation starts all anew', async () => {
    const { withExtensions, invoke, call, notes } = await open();
    const fn = await withExtensions(
      {
        watcher: extension(
          `await register(['SHUTDOWN']); const event = await next(); await pause(200); note(event.shutdownReason); process.exit(0);`,
        ),
      },
      {
        'index.js':
          'exports.handler = async ({ crash }) => { if (crash) process.exit(7); return 1; };',
      },
    );
    expect(text((await invoke(fn, { crash: true })).payload)).toContain('exit status 7');
    expect(notes()).toEqual([['failure']]);
    expect(await call(fn)).toBe(1);
  });

  it('ends whoever does not end in time: the runtime after 300 ms, extensions after 2 s', async () => {
    const { withExtensions, call, notes, runtime, clock } = await open();
    const fn = await withExtensions(
      {
        deaf: extension(
          `note(process.pid); process.on('SIGTERM', () => {}); await register(['SHUTDOWN']); note((await next()).shutdownReason); for (;;) await pause(1000);`,
        ),
      },
      {
        'index.js': `process.on('SIGTERM', () => {}); exports.handler = async () => { setInterval(() => {}, 1000); return process.pid; };`,
      },
    );
    const pid = await call<number>(fn);
    const [extensionPid] = notes()[0] as [number];
    const startedMs = clock.monotonicMs();
    await runtime.reset();
    const tookMs = clock.monotonicMs() - startedMs;
    expect(tookMs).toBeGreaterThan(1900);
    expect(tookMs).toBeLessThan(6000);
    expect(notes()[1]).toEqual(['spindown']);
    await gone(pid);
    await gone(extensionPid);
  });

  it('lets a runtime with an internal extension end by itself', async () => {
    const fixture = await open();
    const loop = `process.on('SIGTERM', () => { require('fs').appendFileSync(process.env.NOTES, '["runtime","SIGTERM"]\\n'); process.exit(0); });
      const { headers, text, status } = await call('POST', '/2020-01-01/extension/register', '{"events":["INVOKE"]}', { 'Lambda-Extension-Name': 'inner' });
      const id = headers['lambda-extension-identifier'];
      (async () => { for (;;) { const event = JSON.parse((await call('GET', '/2020-01-01/extension/event/next', undefined, { 'Lambda-Extension-Identifier': id })).text);
        require('fs').appendFileSync(process.env.NOTES, JSON.stringify(['inner', event.eventType]) + '\\n'); } })();
      ${ECHO}`;
    const { codeId } = await fixture.runtime.storeCode(
      await makeZip({ bootstrap: bootstrap(loop) }, 0o100755),
    );
    const fn = makeFunction({
      codeId,
      runtime: 'provided.al2023',
      environment: { NOTES: join(fixture.dir, 'notes') },
    });
    for (const event of [{ n: 1 }, { n: 2 }]) {
      const { payload } = await fixture.invoke(fn, event, UNTIL_REPORT);
      expect(json(payload)).toEqual(event);
    }
    const lines = await fixture.logOf(fn);
    expect(lines[1]).toBe('EXTENSION\tName: inner\tState: Ready\tEvents: [INVOKE]\n');
    expect(fixture.notes()).toEqual([['INVOKE'], ['INVOKE'], ['SIGTERM']]);
  });

  it('knows an internal extension of a Node.js function, which lives in its event loop', async () => {
    const { deploy, invoke, logOf, notes, dir } = await open();
    const fn = await deploy(
      {
        'index.mjs': `import { appendFileSync } from 'node:fs';
          const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2020-01-01/extension/';
          const note = (text) => appendFileSync(process.env.NOTES, JSON.stringify(['inner', text]) + '\\n');
          const registered = await fetch(api + 'register', { method: 'POST', headers: { 'Lambda-Extension-Name': 'inner' }, body: '{"events":["INVOKE"]}' });
          const headers = { 'Lambda-Extension-Identifier': registered.headers.get('lambda-extension-identifier') };
          (async () => { for (;;) note((await (await fetch(api + 'event/next', { headers })).json()).eventType); })();
          process.on('SIGTERM', () => { note('SIGTERM'); process.exit(0); });
          export const handler = async ({ n }) => { setTimeout(() => note('after ' + n), 5); return n; };`,
      },
      { environment: { NOTES: join(dir, 'notes') } },
    );
    for (const n of [1, 2]) {
      expect(json((await invoke(fn, { n }, UNTIL_REPORT)).payload)).toBe(n);
      await expect.poll(() => notes().flat()).toContain(`after ${n}`);
    }
    await logOf(fn);
    expect(notes().flat()).toEqual(['INVOKE', 'after 1', 'INVOKE', 'after 2', 'SIGTERM']);
  });
});
