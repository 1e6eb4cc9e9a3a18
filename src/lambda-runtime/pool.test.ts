import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFixture } from './fixtures/fixture.ts';
import { gone } from './fixtures/processes.ts';
import { ConcurrencyExceeded } from './interface.ts';

const PID = {
  'index.js':
    'exports.handler = async ({ ms }) => { if (ms) await new Promise((r) => setTimeout(r, ms)); return process.pid; };',
};
/** The pids in these tests are this machine's. */
const plain = { sandbox: 'process' } as const;

describe('instances', () => {
  it('are reused last freed first', async () => {
    const { deploy, call } = await openFixture(plain);
    const fn = await deploy(PID);
    const [fast, slow] = await Promise.all([call(fn, { ms: 20 }), call(fn, { ms: 700 })]);
    expect(fast).not.toBe(slow);
    expect([await call(fn), await call(fn)]).toEqual([slow, slow]);
  });

  it('are retired when idle for long enough, by virtual time, and leave nothing behind', async () => {
    const { deploy, call, clock, dir } = await openFixture({ ...plain, keepAliveMs: 60_000 });
    const fn = await deploy(PID);
    const pid = await call<number>(fn);
    await clock.advance(59_000);
    expect(await call(fn)).toBe(pid);
    await clock.advance(59_000);
    expect(await call(fn)).toBe(pid);
    await clock.advance(61_000);
    await gone(pid);
    await expect
      .poll(() => readdirSync(join(dir, 'work/instances')), { timeout: 10_000 })
      .toEqual([]);
    expect(await call(fn)).not.toBe(pid);
  });

  it('are not used once their credentials are about to end', async () => {
    const { deploy, call, clock } = await openFixture({ ...plain, keepAliveMs: 1e9 });
    const fn = await deploy(PID);
    const pid = await call<number>(fn);
    await clock.advance(11.5 * 3_600_000);
    expect(await call(fn)).toBe(pid);
    await clock.advance(20 * 60_000);
    expect(await call(fn)).not.toBe(pid);
  });

  it('of a retired pool finish what they run', async () => {
    const { deploy, invoke, call, runtime } = await openFixture(plain);
    const fn = await deploy(PID);
    const idle = await call<number>(fn);
    const running = invoke(fn, { ms: 100 });
    runtime.retire(fn.configId);
    const result = await running;
    expect(result.functionError).toBeUndefined();
    await gone(idle);
    expect(await call(fn)).not.toBe(idle);
  });

  it('end with the runtime, whatever they do, and so do their descendants', async () => {
    const { deploy, call, invoke, runtime, dir } = await openFixture(plain);
    const fn = await deploy(
      {
        'index.js': `const { spawn } = require('child_process');
          const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
          exports.handler = async ({ loop }) => { if (loop) for (;;); return [process.pid, child.pid]; };`,
      },
      { timeoutMs: 60_000 },
    );
    const pids = await call<number[]>(fn);
    const looping = invoke(fn, { loop: true });
    await expect(Promise.all([looping, runtime.stop()])).rejects.toMatchObject({
      code: 'ERR_STOPPED',
    });
    await runtime.stop();
    for (const pid of pids) await gone(pid);
    expect(
      existsSync(join(dir, 'work/instances')) && readdirSync(join(dir, 'work/instances')),
    ).toEqual([]);
    await expect(invoke(fn)).rejects.toMatchObject({ code: 'ERR_STOPPED' });
  });
});

it('stopping waits for what a retired pool still runs', async () => {
  const { deploy, invoke, call, runtime } = await openFixture(plain);
  const fn = await deploy(PID, { timeoutMs: 60_000 });
  const pid = await call<number>(fn);
  const running = invoke(fn, { ms: 60_000 });
  runtime.retire(fn.configId);
  await expect(Promise.all([running, runtime.stop()])).rejects.toMatchObject({
    code: 'ERR_STOPPED',
  });
  await gone(pid);
});

describe('limits', () => {
  it('of the account', async () => {
    const { deploy, invoke, call } = await openFixture({ ...plain, accountConcurrency: 2 });
    const [one, two] = [
      await deploy(PID),
      await deploy(PID, { arn: 'arn:aws:lambda:us-east-1:000000000000:function:two' }),
    ];
    const running = [invoke(one, { ms: 200 }), invoke(two, { ms: 200 })];
    await expect(invoke(one)).rejects.toMatchObject({
      name: 'ConcurrencyExceeded',
      message: 'Rate Exceeded.',
      reason: 'ConcurrentInvocationLimitExceeded',
    });
    await Promise.all(running);
    expect(await call(one)).toBeGreaterThan(0);
  });

  it('of a function, all its versions together', async () => {
    const { deploy, invoke } = await openFixture(plain);
    const latest = await deploy(PID, { reservedConcurrency: 1 });
    const published = { ...latest, configId: 'v1', version: '1' };
    const running = invoke(latest, { ms: 200 });
    await expect(invoke(published)).rejects.toMatchObject({
      reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    });
    expect((await running).executedVersion).toBe('$LATEST');
    expect((await invoke(published)).executedVersion).toBe('1');
  });

  it('of nothing at all', async () => {
    const { deploy, invoke } = await openFixture(plain);
    await expect(invoke(await deploy(PID, { reservedConcurrency: 0 }))).rejects.toBeInstanceOf(
      ConcurrencyExceeded,
    );
  });

  it('count an invocation that failed as ended', async () => {
    const { deploy, invoke } = await openFixture({ ...plain, accountConcurrency: 1 });
    const fn = await deploy({ 'index.js': 'process.exit(1)' });
    for (let turn = 0; turn < 3; turn++) expect((await invoke(fn)).functionError).toBe('Unhandled');
    const missing = { ...fn, configId: 'other', runtime: 'cobol1.x' };
    for (let turn = 0; turn < 3; turn++)
      await expect(invoke(missing)).rejects.toMatchObject({ code: 'ERR_RUNTIME_UNKNOWN' });
    expect((await invoke(fn)).functionError).toBe('Unhandled');
  });
});
