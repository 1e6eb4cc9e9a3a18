/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html */
import { describe, expect, it } from 'vitest';
import { json, text, type ErrorAnswer } from '../../fixtures/answers.ts';
import { openFixture, REQUEST_ID } from '../../fixtures/fixture.ts';

describe('finds the handler', () => {
  it.each<[string, string, Record<string, string>]>([
    [
      'a nested folder',
      'src/app.handler',
      { 'src/app.js': "exports.handler = async () => 'found';" },
    ],
    ['a dotted export', 'index.a.b', { 'index.js': "exports.a = { b: async () => 'found' };" }],
    [
      'an ES module by its extension',
      'index.handler',
      { 'index.mjs': "export const handler = async () => 'found';" },
    ],
    [
      'an ES module by its package',
      'index.handler',
      {
        'package.json': '{"type":"module"}',
        'index.js': "export const handler = async () => 'found';",
      },
    ],
    [
      'a CommonJS file in a module package',
      'index.handler',
      {
        'package.json': '{"type":"module"}',
        'index.cjs': "exports.handler = async () => 'found';",
      },
    ],
    [
      'top-level await',
      'index.handler',
      {
        'index.mjs':
          "const word = await new Promise((r) => setTimeout(r, 5, 'found')); export const handler = async () => word;",
      },
    ],
    [
      'a default export',
      'index.handler',
      { 'index.mjs': "export default { handler: async () => 'found' };" },
    ],
    [
      'a package in node_modules',
      'index.handler',
      {
        'index.js': "exports.handler = async () => require('word');",
        'node_modules/word/index.js': "module.exports = 'found';",
      },
    ],
  ])('%s', async (_what, handler, files) => {
    const { deploy, call } = await openFixture();
    expect(await call(await deploy(files, { handler }))).toBe('found');
  });

  it.each<[string, string, Record<string, string>, string, RegExp]>([
    [
      'no such module',
      'index.handler',
      { 'other.js': '' },
      'Runtime.ImportModuleError',
      /^Error: Cannot find module 'index'/,
    ],
    [
      'a missing dependency',
      'index.handler',
      { 'index.js': "require('nowhere');" },
      'Runtime.ImportModuleError',
      /^Error: Cannot find module 'nowhere'\nRequire stack:/,
    ],
    [
      'a missing import',
      'index.handler',
      { 'index.mjs': "import 'nowhere';" },
      'Runtime.ImportModuleError',
      /Cannot find package 'nowhere'/,
    ],
    [
      'no such export',
      'index.other',
      { 'index.js': 'exports.handler = async () => 1;' },
      'Runtime.HandlerNotFound',
      /^index\.other is undefined or not exported$/,
    ],
    [
      'not a function',
      'index.handler',
      { 'index.js': 'exports.handler = 5;' },
      'Runtime.HandlerNotFound',
      /^index\.handler is not a function$/,
    ],
    ['no dot', 'index', { 'index.js': '' }, 'Runtime.MalformedHandlerName', /^Bad handler$/],
    [
      'a way out',
      '../index.handler',
      { 'index.js': '' },
      'Runtime.MalformedHandlerName',
      /^'..\/index.handler' is not a valid handler name\./,
    ],
    [
      'a syntax error',
      'index.handler',
      { 'index.js': 'exports.handler = async ( => 1;' },
      'Runtime.UserCodeSyntaxError',
      /^SyntaxError: /,
    ],
    [
      'a throw at the top',
      'index.handler',
      { 'index.js': "throw new RangeError('top');" },
      'RangeError',
      /^top$/,
    ],
    [
      'a callback handler on Node 24',
      'index.handler',
      { 'index.js': 'exports.handler = (event, context, callback) => callback(null, 1);' },
      'Runtime.CallbackHandlerDeprecated',
      /^ERROR: AWS Lambda has removed support for callback-based/,
    ],
  ])('or says why not: %s', async (_what, handler, files, errorType, errorMessage) => {
    const { deploy, invoke, logOf } = await openFixture();
    const fn = await deploy(files, { handler });
    const result = await invoke(fn, {}, { requestId: REQUEST_ID });
    expect(result.functionError).toBe('Unhandled');
    const answer = json<ErrorAnswer>(result.payload);
    expect(answer.errorType).toBe(errorType);
    expect(answer.errorMessage).toMatch(errorMessage);
    expect(answer.trace[0]).toContain(errorType);
    const lines = await logOf(fn);
    expect(lines[1]).toMatch(/Z\t-\tERROR\tInit Error \t\{"errorType":/);
    expect(lines.at(-1)).toContain(`Status: error\tError Type: ${errorType}\n`);
  });
});

describe('results', () => {
  it.each([
    ['undefined is null', 'async () => {}', 'null'],
    ['a function is null', 'async () => () => 1', 'null'],
    ['text', "async () => 'é€😀'", '"é€😀"'],
    ['a value returned without a promise (Node 24)', '() => ({ a: 1 })', '{"a":1}'],
    ['a promise of another kind', "() => ({ then: (ok) => ok('thenable') })", '"thenable"'],
  ])('%s', async (_what, code, expected) => {
    const { deploy, invoke } = await openFixture();
    const result = await invoke(await deploy({ 'index.js': `exports.handler = ${code};` }));
    expect(text(result.payload)).toBe(expected);
    expect(result.functionError).toBeUndefined();
  });

  it.each<[string, string, object]>([
    [
      'an error',
      "async () => { const e = new Error('boom'); e.code = 'X'; throw e; }",
      { errorType: 'Error', errorMessage: 'boom', trace: expect.arrayContaining(['Error: boom']) },
    ],
    [
      'text',
      "async () => { throw 'words'; }",
      { errorType: 'string', errorMessage: 'words', trace: [] },
    ],
    [
      'a class of its own',
      "async () => { throw new (class NotFound extends Error { name = 'NotFound'; })('gone'); }",
      { errorType: 'NotFound', errorMessage: 'gone' },
    ],
    ['before any promise', '() => { null.x; }', { errorType: 'TypeError' }],
    [
      'a cycle as the result',
      'async () => { const a = {}; a.a = a; return a; }',
      {
        errorType: 'Runtime.JSONStringifyError',
        errorMessage: 'Unable to stringify response body',
      },
    ],
    [
      'a promise that nobody settles',
      'async () => { await new Promise(() => {}); }',
      { errorType: 'Runtime.NodeJsExit' },
    ],
    [
      'an answer over 6 MB',
      "async () => 'x'.repeat(6291555)",
      {
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage:
          'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      },
    ],
  ])('thrown: %s', async (_what, code, expected) => {
    const { deploy, invoke } = await openFixture();
    const result = await invoke(await deploy({ 'index.js': `exports.handler = ${code};` }));
    expect(result.functionError).toBe('Unhandled');
    expect(json(result.payload)).toMatchObject(expected);
  });

  it('logs a thrown error with its own members', async () => {
    const { deploy, invoke, logOf } = await openFixture();
    const fn = await deploy({
      'index.js':
        "exports.handler = async () => { throw Object.assign(new Error('boom'), { code: 'X' }); };",
    });
    await invoke(fn, {}, { requestId: REQUEST_ID });
    expect((await logOf(fn))[2]).toMatch(
      new RegExp(
        `\\t${REQUEST_ID}\\tERROR\\tInvoke Error \\t\\{"errorType":"Error","errorMessage":"boom","code":"X","stack":\\["Error: boom","    at `,
      ),
    );
  });

  it('passes 6 MB both ways', async () => {
    const { deploy, invoke } = await openFixture();
    const fn = await deploy(
      { 'index.js': 'exports.handler = async (event) => event;' },
      { memoryMb: 512 },
    );
    const payload = Buffer.from(JSON.stringify('y'.repeat(6291456 - 2)));
    const result = await invoke(fn, undefined, { payload });
    expect(Buffer.compare(Buffer.from(result.payload), payload)).toBe(0);
  });

  it('takes an empty event for {}', async () => {
    const { deploy, invoke } = await openFixture();
    const fn = await deploy({ 'index.js': 'exports.handler = async (event) => event;' });
    expect(text((await invoke(fn, undefined, { payload: Buffer.alloc(0) })).payload)).toBe('{}');
  });
});

describe('the context', () => {
  it('is complete', async () => {
    const { deploy, invoke, streams } = await openFixture();
    const fn = await deploy({
      'index.js': `exports.handler = async (event, context) => ({ ...context, remaining: context.getRemainingTimeInMillis(), keys: Object.keys(context).sort() });`,
    });
    const result = await invoke(
      fn,
      {},
      {
        requestId: REQUEST_ID,
        invokedArn: `${fn.arn}:live`,
        clientContext: '{"custom":{"a":"1"}}',
        traceId: 'Root=1-a-b',
      },
    );
    expect(json(result.payload)).toEqual({
      functionName: 'hello',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:hello:live',
      memoryLimitInMB: '128',
      awsRequestId: REQUEST_ID,
      logGroupName: '/aws/lambda/hello',
      logStreamName: streams[0],
      clientContext: { custom: { a: '1' } },
      xRayTraceId: expect.stringMatching(/^Root=1-a-b;Parent=/),
      remaining: expect.toSatisfy((ms: number) => ms > 2000 && ms <= 3000),
      keys: [
        'awsRequestId',
        'clientContext',
        'functionName',
        'functionVersion',
        'getRemainingTimeInMillis',
        'identity',
        'invokedFunctionArn',
        'logGroupName',
        'logStreamName',
        'memoryLimitInMB',
        'tenantId',
        'xRayTraceId',
      ],
    });
    expect(streams[0]).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
  });

  it('counts down in real time, even when virtual time is moved', async () => {
    const { deploy, invoke, clock } = await openFixture();
    const fn = await deploy({
      'index.js':
        'exports.handler = async (e, c) => { await new Promise((r) => setTimeout(r, 100)); return c.getRemainingTimeInMillis(); };',
    });
    const running = invoke(fn);
    await clock.advance(24 * 3_600_000);
    const remaining = Number(text((await running).payload));
    expect(remaining).toBeGreaterThan(1000);
    expect(remaining).toBeLessThan(2910);
  });
});

it('SDKs and loggers see the invocation in the InvokeStore', async () => {
  const { deploy, invoke } = await openFixture();
  const fn = await deploy({
    'index.js':
      'const s = awslambda.InvokeStore; const before = [s.hasContext(), s.getRequestId()]; exports.handler = async () => { s.set("own", 1); return [before, s.getRequestId(), s.getXRayTraceId(), s.get("own")]; };',
  });
  const request = { requestId: REQUEST_ID, traceId: 'Root=1-a-b' };
  expect(json((await invoke(fn, {}, request)).payload)).toEqual([
    [false, '-'],
    REQUEST_ID,
    expect.stringMatching(/^Root=1-a-b;Parent=/),
    1,
  ]);
});
