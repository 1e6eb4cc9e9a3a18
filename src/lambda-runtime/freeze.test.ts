/** Between invocations nothing of a function runs: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { json } from './fixtures/answers.ts';
import { makeFunction, makeZip } from './fixtures/deployment.ts';
import { openFixture } from './fixtures/fixture.ts';
import { bootstrap, ECHO } from './fixtures/program.ts';
import { gone } from './fixtures/processes.ts';

/** `T`: stopped. */
const stateOf = (pid: number): string =>
  existsSync(`/proc/${pid}/stat`)
    ? (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] ?? '')
    : '';

it.runIf(process.platform === 'linux')(
  'threads and children of a function stand still, and go on',
  async () => {
    const { deploy, call, runtime, dir } = await openFixture({ sandbox: 'process' }); // its pids and files are this machine's
    const fn = await deploy(
      {
        'index.js': `const { Worker } = require('worker_threads'); const { spawn } = require('child_process');
        const beat = (name) => "setInterval(() => require('fs').appendFileSync('" + process.env.BEATS + "/" + name + "', '.'), 2)";
        new Worker(beat('worker'), { eval: true });
        const child = spawn(process.execPath, ['-e', beat('child')], { stdio: 'ignore' });
        const size = (name) => { try { return require('fs').statSync(process.env.BEATS + '/' + name).size; } catch { return 0; } };
        exports.handler = async (before) => { while (['worker', 'child'].some((name, at) => size(name) <= before[at])) await new Promise((r) => setTimeout(r, 5)); return [process.pid, child.pid]; };`,
      },
      { environment: { BEATS: dir } },
    );
    const beats = (): number[] =>
      ['worker', 'child'].map((name) => readFileSync(join(dir, name)).length);
    const pids = await call<number[]>(fn, [0, 0]);
    for (const pid of pids) await expect.poll(() => stateOf(pid)).toBe('T');
    const before = beats();
    // It answers once both have gone on.
    expect(await call(fn, before)).toEqual(pids);
    for (const pid of pids) await expect.poll(() => stateOf(pid)).toBe('T');
    await runtime.reset();
    for (const pid of pids) await gone(pid);
  },
);

it.runIf(process.platform === 'linux')(
  'a custom runtime stands still, but not before it has asked for the next event',
  async () => {
    const { runtime, invoke, logOf } = await openFixture({ sandbox: 'process' }); // its pids and files are this machine's
    const loop = `setInterval(() => {}, 1);
    for (;;) { const { headers } = await get('invocation/next');
      await post('invocation/' + headers['lambda-runtime-aws-request-id'] + '/response', String(process.pid));
      await new Promise((r) => setTimeout(r, 300)); console.log('done'); }`;
    const { codeId } = await runtime.storeCode(
      await makeZip({ bootstrap: bootstrap(loop) }, 0o100755),
    );
    const fn = makeFunction({ codeId, runtime: 'provided.al2023' });
    const pid = json<number>((await invoke(fn)).payload);
    await expect.poll(() => stateOf(pid)).toBe('T');
    expect(json((await invoke(fn)).payload)).toBe(pid);
    // What it did after its first answer was done, and not in the second invocation.
    const lines = await logOf(fn);
    expect(lines.indexOf('done\n')).toBeLessThan(
      lines.findLastIndex((line) => line.startsWith('START')),
    );
  },
);

it('a function in a hurry is never frozen', async () => {
  const { runtime, call } = await openFixture({ sandbox: 'process' }); // its pids and files are this machine's
  const { codeId } = await runtime.storeCode(
    await makeZip({ bootstrap: bootstrap(ECHO) }, 0o100755),
  );
  const fn = makeFunction({ codeId, runtime: 'provided.al2023' });
  for (let n = 0; n < 50; n++) expect(await call(fn, { n })).toEqual({ n });
});
