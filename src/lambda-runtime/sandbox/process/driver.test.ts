import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { openFixture } from '../../fixtures/fixture.ts';
import { gone } from '../../fixtures/processes.ts';
import { createClock } from '../../../platform/clock.ts';
import type { SandboxExit } from '../driver.ts';
import { describeProcessDriver } from './describe.ts';
import { createProcessDriver } from './driver.ts';

it('when Brume is killed its functions die: the idle, and the one in a loop', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'brume-doomed-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const script = fileURLToPath(new URL('../../fixtures/doomed.ts', import.meta.url));
  const brume = spawn(process.execPath, [script, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(brume.stdout, 'data');
  brume.kill('SIGKILL');
  const pids = (await readFile(join(dir, 'pids'), 'utf8')).trim().split('\n').map(Number);
  expect(pids).toHaveLength(2);
  for (const pid of pids) await gone(pid);
});

it('gives each instance its own scratch folder, limits, group, and a clean environment', async () => {
  process.env['BRUME_TEST_SECRET'] = 'not for functions';
  onTestFinished(() => void delete process.env['BRUME_TEST_SECRET']);
  const { deploy, call } = await openFixture({ sandbox: 'process' });
  const fn = await deploy({
    'index.js': `const sh = (line) => require('child_process').execSync(line, { shell: '/bin/sh' }).toString().trim();
      exports.handler = async () => ({
        files: sh('ulimit -n'), core: sh('ulimit -c'), tmp: require('os').tmpdir(), cwd: process.cwd(), root: process.env.LAMBDA_TASK_ROOT,
        group: sh('ps -o pgid= -p ' + process.pid), pid: process.pid, secret: process.env.BRUME_TEST_SECRET ?? null,
        privileges: require('fs').existsSync('/proc/self/status') ? /NoNewPrivs:\\s+(\\d)/.exec(require('fs').readFileSync('/proc/self/status', 'utf8'))?.[1] : null,
      });`,
  });
  const seen = await call<{ pid: number; root: string; tmp: string; privileges: string | null }>(
    fn,
  );
  expect(seen).toMatchObject({
    files: '1024',
    core: '0',
    group: String(seen.pid),
    secret: null,
    cwd: seen.root,
  });
  expect(seen.tmp).toMatch(/instances\/[0-9a-f]{32}\/tmp$/);
  const { enforced } = describeProcessDriver();
  expect(enforced.includes('no new privileges')).toBe(seen.privileges === '1');
});

it('says what it does not enforce', () => {
  const bare = describeProcessDriver({ shell: undefined, setpriv: undefined });
  expect(bare.notEnforced).toEqual(
    expect.arrayContaining(['CPU share', '1024 open files', 'no new privileges']),
  );
  const full = describeProcessDriver({ shell: '/bin/sh', setpriv: '/usr/bin/setpriv' });
  expect(full.enforced).toEqual(
    expect.arrayContaining([
      '1024 open files',
      'no new privileges',
      'the end with Brume, even in a loop',
    ]),
  );
});

it('tells of a program that cannot be launched, and lives on', async () => {
  const clock = createClock();
  onTestFinished(() => clock.close());
  const driver = createProcessDriver({ clock });
  const { promise, resolve } = Promise.withResolvers<[SandboxExit, Error | undefined]>();
  const handle = await driver.launch({
    command: ['/bin/true'],
    environment: {},
    taskDir: '/no/such/folder',
    tmpDir: '/tmp',
    runtime: { program: undefined, dir: '/var/runtime', needs: undefined },
    channel: true,
    limits: { memoryMb: 128, tmpMb: 512, openFiles: 1024 },
  });
  handle.onExit((exit, launchError) => resolve([exit, launchError]));
  const [exit, launchError] = await promise;
  expect(exit).toEqual({ code: null, signal: null });
  expect(launchError?.message).toContain('ENOENT');
  handle.kill();
});
