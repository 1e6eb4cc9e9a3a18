/** A custom runtime, written against https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html only. */
import { describe, expect, it } from 'vitest';
import { json, text, type ErrorAnswer } from '../fixtures/answers.ts';
import { makeFunction, makeZip } from '../fixtures/deployment.ts';
import { openFixture, REQUEST_ID, type Fixture } from '../fixtures/fixture.ts';
import { bootstrap } from '../fixtures/program.ts';
import type { FunctionVersion } from '../interface.ts';

async function deployProgram(
  fixture: Fixture,
  files: Record<string, string>,
  overrides: Partial<FunctionVersion> = {},
  mode = 0o100755,
): Promise<FunctionVersion> {
  const { codeId } = await fixture.runtime.storeCode(await makeZip(files, mode));
  return makeFunction({ codeId, runtime: 'provided.al2023', handler: 'unused', ...overrides });
}

interface Echo {
  headers: Record<string, string>;
  event: unknown;
  pid: number;
}

const ECHO = `for (;;) {
  const { headers, text } = await get('invocation/next');
  await post('invocation/' + headers['lambda-runtime-aws-request-id'] + '/response', JSON.stringify({ headers, event: JSON.parse(text), pid: process.pid }));
}`;

describe('a custom runtime', () => {
  it('gets events with AWS’s headers and answers, again and again', async () => {
    const fixture = await openFixture({ sandbox: 'process' }); // the interpreter is this machine's
    const fn = await deployProgram(fixture, { bootstrap: bootstrap(ECHO) });
    const first = await fixture.invoke(
      fn,
      { n: 1 },
      { requestId: REQUEST_ID, traceId: 'Root=1-5-a', clientContext: '{"a":1}' },
    );
    const answer = json<Echo>(first.payload);
    expect(answer.event).toEqual({ n: 1 });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': REQUEST_ID,
      'lambda-runtime-invoked-function-arn': fn.arn,
      'lambda-runtime-trace-id': expect.stringMatching(
        /^Root=1-5-a;Parent=[0-9a-f]{16};Sampled=0;Lineage=/,
      ),
      'lambda-runtime-client-context': '{"a":1}',
    });
    const leftMs = Number(answer.headers['lambda-runtime-deadline-ms']) - fixture.clock.now();
    expect(leftMs).toBeGreaterThan(1000);
    expect(leftMs).toBeLessThanOrEqual(3000);
    const second = json<Echo>((await fixture.invoke(fn, { n: 2 })).payload);
    expect(second.pid).toBe(answer.pid);
    expect(second.headers).not.toHaveProperty('lambda-runtime-client-context');
  });

  it('gets a client context of all characters as JSON that fits into a header', async () => {
    const fixture = await openFixture({ sandbox: 'process' }); // the interpreter is this machine's
    const fn = await deployProgram(fixture, { bootstrap: bootstrap(ECHO) });
    const clientContext = '{\n\t"client": {"app_title": "Zażółć 🌫 \\n"}}';
    const result = await fixture.invoke(fn, {}, { clientContext });
    const header = json<Echo>(result.payload).headers['lambda-runtime-client-context'] ?? '';
    expect(JSON.parse(header)).toEqual(JSON.parse(clientContext));
  });

  it('logs what it printed before its answer, in the same invocation', async () => {
    const fixture = await openFixture({ sandbox: 'process' }); // the interpreter is this machine's
    const fn = await deployProgram(fixture, {
      bootstrap:
        bootstrap(`for (;;) { const { headers } = await get('invocation/next'); require('fs').writeSync(1, 'one\\ntwo'); require('fs').writeSync(2, '!\\n'); require('fs').writeSync(1, '\\n');
        await post('invocation/' + headers['lambda-runtime-aws-request-id'] + '/response', '1'); }`),
    });
    const result = await fixture.invoke(fn, {}, { requestId: REQUEST_ID, logTail: true });
    const lines = text(result.logTail ?? new Uint8Array()).split('\n');
    expect(lines[0]).toBe(`START RequestId: ${REQUEST_ID} Version: $LATEST`);
    expect(lines.slice(1, 4).toSorted()).toEqual(['!', 'one', 'two']);
    expect(lines[4]).toBe(`END RequestId: ${REQUEST_ID}`);
  });

  it('passes on the error that it reports', async () => {
    const fixture = await openFixture({ sandbox: 'process' }); // the interpreter is this machine's
    const fn = await deployProgram(fixture, {
      bootstrap: bootstrap(`for (;;) { const { headers } = await get('invocation/next');
        await post('invocation/' + headers['lambda-runtime-aws-request-id'] + '/error', '{"errorMessage":"no","errorType":"Mine"}', { 'Lambda-Runtime-Function-Error-Type': 'Runtime.Mine' }); }`),
    });
    const result = await fixture.invoke(fn);
    expect(result.functionError).toBe('Unhandled');
    expect(text(result.payload)).toBe('{"errorMessage":"no","errorType":"Mine"}');
  });

  it('answers a failed INIT with what was posted', async () => {
    const fixture = await openFixture({ sandbox: 'process' }); // the interpreter is this machine's
    const fn = await deployProgram(fixture, {
      bootstrap: bootstrap(
        `await post('init/error', '{"errorMessage":"cannot"}', { 'Lambda-Runtime-Function-Error-Type': 'oops' }); process.exit(1);`,
      ),
    });
    const result = await fixture.invoke(fn);
    expect(text(result.payload)).toBe('{"errorMessage":"cannot"}');
    expect((await fixture.logOf(fn)).at(-1)).toContain(
      'Status: error\tError Type: Runtime.Unknown',
    );
  });

  it('is told off for what it may not do', async () => {
    const fixture = await openFixture({ sandbox: 'process' }); // the interpreter is this machine's
    const fn = await deployProgram(fixture, {
      bootstrap: bootstrap(`for (;;) { const { headers } = await get('invocation/next');
        const id = headers['lambda-runtime-aws-request-id'];
        const seen = [];
        for (const [method, path, extra] of [['POST', 'invocation/wrong/response'], ['GET', 'invocation/next'], ['POST', 'init/error'], ['POST', 'invocation/' + id + '/response', { 'Lambda-Runtime-Function-Response-Mode': 'fast' }], ['GET', 'nothing']]) {
          const { status, text } = await call(method, path, method === 'POST' ? '{}' : undefined, extra); seen.push([status, JSON.parse(text).errorType, JSON.parse(text).errorMessage]);
        }
        const done = await post('invocation/' + id + '/response', JSON.stringify(seen));
        console.log(done.status, done.text); }`),
    });
    const result = await fixture.invoke(fn);
    expect(json(result.payload)).toEqual([
      [400, 'InvalidRequestID', 'Invalid request ID'],
      [
        403,
        'InvalidStateTransition',
        'State transition from Running to Ready failed for runtime. Error: State transition is not allowed',
      ],
      [
        403,
        'InvalidStateTransition',
        'State transition from Running to InitError failed for runtime. Error: State transition is not allowed',
      ],
      [400, 'InvalidFunctionResponseMode', 'Invalid function response mode'],
      [404, 'NotFound', expect.any(String)],
    ]);
  });

  it('gets 413 for an answer over 6 MB, and so does its caller, in its way', async () => {
    const fixture = await openFixture({ sandbox: 'process' }); // the interpreter is this machine's
    const fn = await deployProgram(fixture, {
      bootstrap:
        bootstrap(`let before = ''; for (;;) { const { headers } = await get('invocation/next');
        const path = 'invocation/' + headers['lambda-runtime-aws-request-id'] + '/response';
        if (before) { await post(path, before); continue; }
        const { status, text } = await post(path, 'x'.repeat(6291557)); before = JSON.stringify([status, JSON.parse(text)]); }`),
    });
    expect(json((await fixture.invoke(fn)).payload)).toEqual({
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      errorType: 'Function.ResponseSizeTooLarge',
    });
    expect(json((await fixture.invoke(fn)).payload)).toEqual([
      413,
      {
        errorMessage: 'Exceeded maximum allowed payload size (6291556 bytes).',
        errorType: 'RequestEntityTooLarge',
      },
    ]);
  });

  it('has the environment of its kind: no AWS_EXECUTION_ENV', async () => {
    const fixture = await openFixture({ sandbox: 'process' }); // the interpreter is this machine's
    const fn = await deployProgram(fixture, {
      bootstrap: bootstrap(
        `for (;;) { const { headers } = await get('invocation/next'); await post('invocation/' + headers['lambda-runtime-aws-request-id'] + '/response', JSON.stringify([process.env.AWS_EXECUTION_ENV ?? null, process.env._HANDLER])); }`,
      ),
    });
    expect(json((await fixture.invoke(fn)).payload)).toEqual([null, 'unused']);
  });

  it('runs the handler itself for go1.x', async () => {
    const fixture = await openFixture({ sandbox: 'process' }); // the interpreter is this machine's
    const fn = await deployProgram(
      fixture,
      { main: bootstrap(ECHO) },
      { runtime: 'go1.x', handler: 'main' },
    );
    expect(json<Echo>((await fixture.invoke(fn, { n: 7 })).payload).event).toEqual({ n: 7 });
  });

  it('times out when it asks for an event and forgets it', async () => {
    const fixture = await openFixture({ sandbox: 'process' }); // the interpreter is this machine's
    const fn = await deployProgram(
      fixture,
      { bootstrap: bootstrap(`await get('invocation/next'); setInterval(() => {}, 1000);`) },
      { timeoutMs: 150 },
    );
    expect(text((await fixture.invoke(fn)).payload)).toContain('Sandbox.Timedout');
  });
});

describe('a program that cannot be started', () => {
  it.each<[string, Record<string, string>, number, RegExp]>([
    [
      'is missing',
      { other: '' },
      0o100755,
      /Error: Couldn't find valid bootstrap\(s\): \[\/var\/task\/bootstrap \/opt\/bootstrap\]$/,
    ],
    [
      'is not executable',
      { bootstrap: '#!/bin/sh\n' },
      0o100644,
      /Error: fork\/exec .*\/bootstrap: permission denied$/,
    ],
    [
      'is no program',
      { bootstrap: 'echo hello' },
      0o100755,
      /Error: fork\/exec .*\/bootstrap: exec format error$/,
    ],
    [
      'has no interpreter',
      { bootstrap: '#!/no/such/program\n' },
      0o100755,
      /Error: Runtime exited with error: exit status 127$/,
    ],
  ])('because it %s', async (_what, files, mode, message) => {
    const fixture = await openFixture({ sandbox: 'process' }); // the interpreter is this machine's
    const fn = await deployProgram(fixture, files, {}, mode);
    const result = await fixture.invoke(fn, {}, { requestId: REQUEST_ID });
    expect(result.functionError).toBe('Unhandled');
    const answer = json<ErrorAnswer>(result.payload);
    expect(answer.errorMessage).toMatch(message);
    expect(answer.errorType).toMatch(/^Runtime\.(InvalidEntrypoint|ExitError)$/);
  });
});

describe('the Runtime API beside a Node.js function', () => {
  it('is there, and does not hand out the events of our bootstrap', async () => {
    const fixture = await openFixture({ sandbox: 'process' }); // the interpreter is this machine's
    const fn = await fixture.deploy({
      'index.js': `exports.handler = async () => (await fetch('http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/invocation/next')).status;`,
    });
    expect(await fixture.call(fn)).toBe(403);
  });
});
