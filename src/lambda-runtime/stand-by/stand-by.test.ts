import { describe, expect, it } from 'vitest';
import { json } from '../fixtures/answers.ts';
import { openFixture } from '../fixtures/fixture.ts';
import type { FunctionVersion } from '../interface.ts';

/** Tells when its process began. */
const ORIGIN = {
  'index.js': `
    const { writeFileSync, readFileSync, existsSync } = require('node:fs');
    exports.handler = async (event) => {
      if (event.exit) process.exit(1);
      const file = process.env.TMPDIR + '/seen';
      const before = existsSync(file) ? readFileSync(file, 'utf8') : 'nothing';
      writeFileSync(file, event.say ?? 'hello');
      const { env, argv } = process;
      return { beganMs: performance.timeOrigin, before, env, cwd: process.cwd(), argv: argv.length };
    };`,
};

interface Seen {
  beganMs: number;
  before: string;
  env: Record<string, string>;
  cwd: string;
  argv: number;
}

async function open(): Promise<
  Awaited<ReturnType<typeof openFixture>> & { ahead: (fn: FunctionVersion) => Promise<number> }
> {
  const fixture = await openFixture({ standBy: true });
  return {
    ...fixture,
    /** Starts processes ahead. @returns a moment after which all others begin */
    async ahead(fn) {
      await fixture.runtime.expect(fn);
      return performance.timeOrigin + performance.now();
    },
  };
}

describe('a process that was started ahead', () => {
  it('becomes the function, with its own environment, code and place', async () => {
    const { deploy, call, ahead } = await open();
    const fn = await deploy(ORIGIN, { environment: { MINE: 'yes' }, memoryMb: 1769 });
    const direct = await call<Seen>(
      await deploy(ORIGIN, { environment: { MINE: 'yes', TZ: 'UTC' }, memoryMb: 1769 }),
    );
    const afterMs = await ahead(fn);
    const seen = await call<Seen>(fn);
    expect(seen.beganMs).toBeLessThan(afterMs);
    expect(seen.env['MINE']).toBe('yes');
    expect(seen.env['BRUME_PRELOAD']).toBeUndefined();
    // A shell on the way adds PWD.
    const names = ({ env }: Seen): string[] =>
      Object.keys(env)
        .filter((name) => name !== 'PWD')
        .sort();
    expect(names(seen)).toEqual(names(direct));
    expect({ cwd: seen.cwd, argv: seen.argv }).toEqual({
      cwd: seen.env['LAMBDA_TASK_ROOT'],
      argv: direct.argv,
    });
  });

  it('keeps its /tmp when it has to be started again', async () => {
    const { deploy, call, invoke, ahead } = await open();
    const fn = await deploy(ORIGIN, { memoryMb: 1769 });
    await ahead(fn);
    expect(await call<Seen>(fn, { say: 'one' })).toMatchObject({ before: 'nothing' });
    expect((await invoke(fn, { exit: true })).functionError).toBe('Unhandled');
    expect(await call<Seen>(fn)).toMatchObject({ before: 'one' });
  });

  it('is nobody’s twice', async () => {
    const { deploy, call, ahead } = await open();
    const fn = await deploy(ORIGIN, { memoryMb: 1769 });
    await ahead(fn);
    const all = await Promise.all([1, 2, 3, 4].map(() => call<Seen>(fn)));
    expect(all.map(({ before }) => before)).toEqual(['nothing', 'nothing', 'nothing', 'nothing']);
  });

  it('has loaded what a copy of the AWS SDK loads of Node, where a function brings one', async () => {
    const { deploy, call, ahead } = await open();
    const files = {
      'index.js': `const seen = process.moduleLoadList.includes('NativeModule http2');
        exports.handler = async () => seen;`,
    };
    const plain = await deploy(files, { memoryMb: 1769 });
    await ahead(plain);
    expect(await call(plain)).toBe(false);
    const own = { ...files, 'node_modules/@aws-sdk/client-sqs/index.js': '' };
    const fn = await deploy(own, { memoryMb: 1769 });
    await ahead(fn);
    expect(await call(fn)).toBe(true);
  });

  it('reports an INIT that fails like any other', async () => {
    const { deploy, invoke, ahead } = await open();
    const fn = await deploy({ 'index.js': 'throw new RangeError("no");' }, { memoryMb: 1769 });
    await ahead(fn);
    const { payload, functionError } = await invoke(fn);
    expect(functionError).toBe('Unhandled');
    expect(json<{ errorType: string }>(payload).errorType).toBe('RangeError');
  });

  it('is not used for what an interpreter reads at its start', async () => {
    const { deploy, call, ahead } = await open();
    const fn = await deploy(ORIGIN, { memoryMb: 1769 });
    const afterMs = await ahead(fn);
    const own = await deploy(ORIGIN, {
      environment: { NODE_OPTIONS: '--no-warnings' },
      memoryMb: 1769,
    });
    expect((await call<Seen>(own)).beganMs).toBeGreaterThan(afterMs);
  });
});
