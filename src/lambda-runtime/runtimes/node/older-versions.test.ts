/**
 * Node 18, 20 and 22 themselves, fetched from npm into a folder that outlives the test run; what they
 * do otherwise than Node 24: callbacks, the full context, labels.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { json, text } from '../../fixtures/answers.ts';
import { openFixture, REQUEST_ID, type Fixture } from '../../fixtures/fixture.ts';
import { stream } from '../../fixtures/streams.ts';
import { createRuntimeCatalog } from '../catalog.ts';

const cacheDir = join(tmpdir(), 'brume-test-runtimes');
const problems: Record<string, string> = {};
for (const runtime of ['nodejs18.x', 'nodejs20.x', 'nodejs22.x']) {
  try {
    await createRuntimeCatalog(cacheDir).get(runtime).prepare(runtime);
  } catch (error) {
    problems[runtime] = String(error);
    // One visible line, as the rules for tests that need something demand.
    process.stderr.write(`SKIPPED: the tests of ${runtime}: ${String(error)}\n`);
  }
}

const open = (): Promise<Fixture> => openFixture({ cacheDir });

describe.each([18, 20, 22])('nodejs%d.x', { timeout: 20_000 }, (major) => {
  const runtime = `nodejs${major}.x`;
  it.skipIf(problems[runtime])('runs, and is the version that it says', async () => {
    const { deploy, call } = await open();
    const fn = await deploy(
      {
        'index.js':
          'exports.handler = async () => [process.version.split(".")[0], process.env.AWS_EXECUTION_ENV];',
      },
      { runtime },
    );
    expect(await call(fn)).toEqual([`v${major}`, `AWS_Lambda_nodejs${major}.x`]);
  });

  it.skipIf(problems[runtime])('imports ES modules, and does not require them', async () => {
    const { deploy, call, invoke } = await open();
    expect(
      await call(
        await deploy(
          { 'index.mjs': 'const one = await 1; export const handler = async () => one;' },
          { runtime },
        ),
      ),
    ).toBe(1);
    const fn = await deploy(
      { 'index.js': "require('./a.mjs'); exports.handler = async () => 1;", 'a.mjs': '' },
      { runtime },
    );
    expect((await invoke(fn)).functionError).toBe('Unhandled');
  });

  it.skipIf(problems[runtime]).each<[string, string, string]>([
    ['callback', '(e, c, callback) => { callback(null, 1); }', '1'],
    ['callback later', '(e, c, callback) => { setTimeout(() => callback(null, 2), 5); }', '2'],
    ['callback twice', '(e, c, callback) => { callback(null, 1); callback(null, 2); }', '2'],
    ['context.succeed', '(e, c) => { c.succeed(3); }', '3'],
    ['context.done', '(e, c) => { c.done(null, 4); }', '4'],
    ['nothing at all', '() => {}', 'null'],
    ['a value without a promise', '() => 5', 'null'],
    ['async', 'async () => 6', '6'],
  ])('answers by %s', async (_how, code, expected) => {
    const { deploy, invoke } = await open();
    const result = await invoke(
      await deploy({ 'index.js': `exports.handler = ${code};` }, { runtime }),
    );
    expect(text(result.payload)).toBe(expected);
    expect(result.functionError).toBeUndefined();
  });

  it.skipIf(problems[runtime]).each<[string, string, object]>([
    [
      'callback',
      "(e, c, callback) => { callback(new TypeError('bad')); }",
      { errorType: 'TypeError', errorMessage: 'bad' },
    ],
    [
      'callback with text',
      "(e, c, callback) => { callback('bad'); }",
      { errorType: 'string', errorMessage: 'bad', trace: [] },
    ],
    [
      'context.fail',
      "(e, c) => { c.fail(new Error('bad')); }",
      { errorType: 'Error', errorMessage: 'bad' },
    ],
    [
      'a cycle',
      'async () => { const a = {}; a.a = a; return a; }',
      { errorType: 'Error', errorMessage: 'Unable to stringify response body' },
    ],
    [
      'an unsettled promise',
      'async () => { await new Promise(() => {}); }',
      { errorType: 'Runtime.NodeJsExit' },
    ],
  ])('fails by %s', async (_how, code, expected) => {
    const { deploy, invoke } = await open();
    const result = await invoke(
      await deploy({ 'index.js': `exports.handler = ${code};` }, { runtime }),
    );
    expect(result.functionError).toBe('Unhandled');
    expect(json(result.payload)).toMatchObject(expected);
  });

  it.skipIf(problems[runtime])(
    'waits for the event loop after a callback, unless told not to',
    async () => {
      const { deploy, call, logOf } = await open();
      const code = `exports.handler = (event, context, callback) => {
      context.callbackWaitsForEmptyEventLoop = event.waits;
      setTimeout(() => console.log('the rest'), 30);
      callback(null, context.callbackWaitsForEmptyEventLoop);
    };`;
      const fn = await deploy({ 'index.js': code }, { runtime });
      expect(await call(fn, { waits: false })).toBe(false);
      expect(await call(fn, { waits: true })).toBe(true);
      const lines = await logOf(fn);
      const ends = lines.flatMap((line, at) => (line.startsWith('END') ? [at] : []));
      const rests = lines.flatMap((line, at) => (line.includes('the rest') ? [at] : []));
      expect(rests).toHaveLength(2); // the frozen timer of the first runs in the second
      expect(rests.every((at) => at > (ends[0] ?? 0) && at < (ends[1] ?? 0))).toBe(true);
    },
  );

  it.skipIf(problems[runtime])(
    'streams, and waits for the event loop unless told not to',
    async () => {
      const fixture = await open();
      const fn = await fixture.deploy(
        {
          'index.js': `exports.handler = awslambda.streamifyResponse(async (event, stream, context) => {
          context.callbackWaitsForEmptyEventLoop = event.waits;
          setTimeout(() => {}, event.ms);
          await require('stream').promises.pipeline(['a', 'b'], stream);
        });`,
        },
        { runtime },
      );
      const waited = await stream(fixture, fn, { waits: true, ms: 100 });
      expect(waited.chunks.join('')).toBe('ab');
      expect(waited.result.durationMs).toBeGreaterThan(95);
      const left = await stream(fixture, fn, { waits: false, ms: 60_000 });
      expect(left.chunks.join('')).toBe('ab');
      expect(left.result.functionError).toBeUndefined();
    },
  );

  it.skipIf(problems[runtime])('labels a failed INIT as it always did', async () => {
    const { deploy, invoke, logOf } = await open();
    const fn = await deploy({ 'index.js': "require('nowhere');" }, { runtime });
    await invoke(fn, {}, { requestId: REQUEST_ID });
    expect((await logOf(fn))[1]).toMatch(
      /Z\tundefined\tERROR\tUncaught Exception \t\{"errorType":"Runtime.ImportModuleError"/,
    );
  });
});
