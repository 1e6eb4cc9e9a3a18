/** The platform's lines with LoggingConfig.LogFormat=JSON (facts section 7.2). */
import { expect, it } from 'vitest';
import { json, text } from './fixtures/answers.ts';
import { openFixture, REQUEST_ID } from './fixtures/fixture.ts';
import type { FunctionVersion } from './interface.ts';

interface Line {
  time: string;
  type: string;
  record: Record<string, unknown>;
}

async function run(
  overrides: Partial<FunctionVersion>,
  code = 'exports.handler = async () => 1;',
): Promise<{ lines: Line[]; tail: string }> {
  const { deploy, invoke, logOf } = await openFixture();
  const fn = await deploy({ 'index.js': code }, { logFormat: 'JSON', ...overrides });
  const result = await invoke(fn, {}, { requestId: REQUEST_ID, logTail: true });
  const lines = (await logOf(fn)).filter((line) => line.includes('"platform.'));
  return {
    lines: lines.map((line) => JSON.parse(line) as Line),
    tail: text(result.logTail ?? new Uint8Array()),
  };
}
const types = (lines: Line[]): string[] => lines.map(({ type }) => type);

it('are objects, from INIT to report', async () => {
  const { lines, tail } = await run({});
  expect(types(lines)).toEqual(['platform.initStart', 'platform.start', 'platform.report']);
  expect(lines[0]?.record).toMatchObject({
    initializationType: 'on-demand',
    phase: 'init',
    functionName: 'hello',
    instanceMaxMemory: 134_217_728,
  });
  expect(lines[2]).toEqual({
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z$/),
    type: 'platform.report',
    record: {
      requestId: REQUEST_ID,
      metrics: {
        durationMs: expect.any(Number),
        billedDurationMs: expect.any(Number),
        memorySizeMB: 128,
        maxMemoryUsedMB: expect.any(Number),
        initDurationMs: expect.any(Number),
      },
      status: 'success',
    },
  });
  // The tail, too, has them.
  expect(
    tail
      .trim()
      .split('\n')
      .map((line) => json<Line>(Buffer.from(line)).type),
  ).toEqual(['platform.start', 'platform.report']);
});

it('tell more at DEBUG', async () => {
  const { lines } = await run({ systemLogLevel: 'DEBUG' });
  expect(types(lines)).toEqual([
    'platform.initStart',
    'platform.initRuntimeDone',
    'platform.initReport',
    'platform.start',
    'platform.runtimeDone',
    'platform.report',
  ]);
  expect(lines[4]?.record).toMatchObject({
    status: 'success',
    metrics: { producedBytes: 1 },
    spans: [{ name: 'responseLatency' }, {}, {}],
  });
});

it('are silent at WARN unless something fails', async () => {
  expect((await run({ systemLogLevel: 'WARN' })).lines).toEqual([]);
  const { lines } = await run(
    { systemLogLevel: 'WARN', timeoutMs: 100 },
    'exports.handler = () => new Promise((r) => setTimeout(r, 60000));',
  );
  expect(types(lines)).toEqual(['platform.runtimeDone', 'platform.report']);
  expect(lines[1]?.record).toMatchObject({ status: 'timeout', metrics: { durationMs: 100 } });
});

it('tell of a failed INIT, twice, and of its report', async () => {
  const { lines } = await run({}, 'process.exit(3);');
  expect(types(lines)).toEqual([
    'platform.initStart',
    'platform.initRuntimeDone',
    'platform.initReport',
    'platform.initStart',
    'platform.initRuntimeDone',
    'platform.initReport',
    'platform.start',
    'platform.runtimeDone',
    'platform.report',
  ]);
  const failed = { status: 'error', errorType: 'Runtime.ExitError' };
  expect(lines[2]?.record).toEqual({
    initializationType: 'on-demand',
    phase: 'init',
    ...failed,
    metrics: { durationMs: expect.any(Number) },
  });
  expect(lines[5]?.record).toMatchObject({ phase: 'invoke', ...failed });
  expect(lines[8]?.record).toMatchObject(failed);
});

it('come with the format and the level in the environment', async () => {
  const { deploy, call } = await openFixture();
  const code = {
    'index.js':
      'exports.handler = async () => [process.env.AWS_LAMBDA_LOG_FORMAT, process.env.AWS_LAMBDA_LOG_LEVEL];',
  };
  expect(
    await call(await deploy(code, { logFormat: 'JSON', applicationLogLevel: 'DEBUG' })),
  ).toEqual(['JSON', 'DEBUG']);
  expect(await call(await deploy(code, { logFormat: 'JSON' }))).toEqual(['JSON', 'INFO']);
  expect(await call(await deploy(code))).toEqual([null, null]);
});
