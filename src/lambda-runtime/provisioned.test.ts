import { describe, expect, it } from 'vitest';
import { openFixture } from './fixtures/fixture.ts';
import { gone } from './fixtures/processes.ts';
import type { FunctionVersion, LambdaRuntime } from './interface.ts';

const SOURCE = {
  'index.js': `
    const initializedAt = process.hrtime.bigint();
    let calls = 0;
    const id = Math.random();
    exports.handler = async ({ ms, crash }) => {
      if (crash) process.exit(1);
      if (ms) await new Promise((resolve) => setTimeout(resolve, ms));
      calls += 1;
      return { id, pid: process.pid, calls, type: process.env.AWS_LAMBDA_INITIALIZATION_TYPE };
    };`,
};
interface Answer {
  id: number;
  pid: number;
  calls: number;
  type: string;
}
const ready = async (runtime: LambdaRuntime, fn: FunctionVersion, count: number) => {
  await expect
    .poll(() => runtime.provisioned(fn.configId), { timeout: 20_000 })
    .toEqual({ ready: count });
};

describe('provisioned instances', () => {
  it('are initialised ahead, used first, and more are made on demand', async () => {
    const { deploy, invoke, runtime, logOf } = await openFixture();
    const fn = await deploy(SOURCE);
    expect(runtime.provisioned(fn.configId)).toEqual({ ready: 0 });
    runtime.provision(fn, 2);
    await ready(runtime, fn, 2);
    const results = await Promise.all([1, 2, 3].map(() => invoke(fn, { ms: 300 })));
    const answers = results.map((each) => JSON.parse(String(each.payload)) as Answer);
    expect(answers.map((each) => each.type).toSorted()).toEqual([
      'on-demand',
      'provisioned-concurrency',
      'provisioned-concurrency',
    ]);
    expect(new Set(answers.map((each) => each.id)).size).toBe(3);
    // INIT was over before these came.
    expect(results.map((each) => each.initDurationMs).filter(Boolean)).toHaveLength(1);
    const lines = await logOf(fn);
    expect(lines.filter((line) => line.startsWith('INIT_START'))).toHaveLength(3);
    expect(lines.filter((line) => line.startsWith('INIT_REPORT'))).toEqual([
      expect.stringMatching(/^INIT_REPORT Init Duration: \d+\.\d\d ms\n$/),
      expect.stringMatching(/^INIT_REPORT Init Duration: \d+\.\d\d ms\n$/),
    ]);
  });

  it('say in JSON logs that they are', async () => {
    const { deploy, runtime, logOf } = await openFixture();
    const fn = await deploy(SOURCE, { logFormat: 'JSON' });
    runtime.provision(fn, 1);
    await ready(runtime, fn, 1);
    const init = { initializationType: 'provisioned-concurrency', phase: 'init' };
    const lines = (await logOf(fn)).map((line) => JSON.parse(line) as object);
    expect(lines).toMatchObject([
      { type: 'platform.initStart', record: init },
      {
        type: 'platform.initReport',
        record: { ...init, status: 'success', metrics: { durationMs: expect.any(Number) } },
      },
    ]);
  });

  it('outlive the time that idle ones are kept, and end when there are to be fewer', async () => {
    const { deploy, call, runtime, clock } = await openFixture({
      keepAliveMs: 60_000,
      sandbox: 'process', // the pid is this machine's
    });
    const fn = await deploy(SOURCE);
    runtime.provision(fn, 1);
    await ready(runtime, fn, 1);
    const { pid } = await call<Answer>(fn);
    await clock.advance(3_600_000);
    expect(await call<Answer>(fn)).toMatchObject({ pid, calls: 2 });
    runtime.provision(fn, 0);
    await gone(pid);
    expect(await call<Answer>(fn)).toMatchObject({ type: 'on-demand' });
  });

  it('are made anew after a crash, before the next invocation', async () => {
    const { deploy, invoke, call, runtime } = await openFixture();
    const fn = await deploy(SOURCE);
    runtime.provision(fn, 1);
    await ready(runtime, fn, 1);
    expect(await invoke(fn, { crash: true })).toMatchObject({ functionError: 'Unhandled' });
    await expect
      .poll(async () => (await call<Answer>(fn)).type, { timeout: 10_000 })
      .toBe('provisioned-concurrency');
  });

  it('tell of an INIT that fails, and are tried again when asked for again', async () => {
    const { deploy, runtime, invoke } = await openFixture();
    const fn = await deploy({ 'index.js': "throw new Error('no');" });
    runtime.provision(fn, 2);
    await expect
      .poll(() => runtime.provisioned(fn.configId), { timeout: 20_000 })
      .toEqual({ ready: 0, failure: 'FUNCTION_ERROR_INIT_FAILURE' });
    expect(await invoke(fn)).toMatchObject({ functionError: 'Unhandled' });
    runtime.provision(fn, 2);
    expect(runtime.provisioned(fn.configId)).toEqual({ ready: 0 });
  });

  it('count against what is reserved; the rest is for invocations on demand', async () => {
    const { deploy, invoke, runtime } = await openFixture();
    const fn = await deploy(SOURCE, { reservedConcurrency: 2 });
    const other = await deploy(SOURCE, { reservedConcurrency: 2, version: '1' });
    runtime.provision(fn, 1);
    await ready(runtime, fn, 1);
    const running = [invoke(fn, { ms: 500 }), invoke(other, { ms: 500 })];
    await expect(invoke(fn)).rejects.toMatchObject({
      reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    });
    await Promise.all(running);
    runtime.provision(fn, 2);
    await ready(runtime, fn, 2);
    await expect(invoke(other)).rejects.toMatchObject({
      reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    });
  });

  it('end with the runtime, also those that are being initialised', async () => {
    const { deploy, runtime } = await openFixture();
    const fn = await deploy(SOURCE);
    runtime.provision(fn, 20);
    await runtime.reset();
    expect(runtime.provisioned(fn.configId)).toEqual({ ready: 0 });
  });
});
