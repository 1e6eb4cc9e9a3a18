/** What is left on this machine when functions, or Brume, have ended. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { handlerOf, namespacesHere, openSandboxed } from '../../fixtures/namespaces.ts';
import { gone } from '../../fixtures/processes.ts';
import { parseHierarchies } from './cgroup-hierarchies.ts';

const here = await namespacesHere();

/** All below a process, itself not included. */
function descendantsOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  const children = stdout.trim().split(/\s+/).filter(Boolean).map(Number);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

/** Cgroups of one Brume. */
async function cgroupsOf(pid: number): Promise<string[]> {
  const hierarchies = parseHierarchies(
    await readFile('/proc/self/mountinfo', 'utf8'),
    await readFile('/proc/self/cgroup', 'utf8'),
  );
  const folders = hierarchies.map(async ({ folder }) =>
    (await readdir(folder)).filter((name) => name.startsWith(`brume-${pid}-`)),
  );
  return (await Promise.all(folders)).flat();
}

const mounts = async (): Promise<number> =>
  (await readFile('/proc/self/mountinfo', 'utf8')).trim().split('\n').length;

async function scratchFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'brume-doomed-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

const DOOMED = fileURLToPath(new URL('../../fixtures/doomed.ts', import.meta.url));
const UNPRIVILEGED = fileURLToPath(new URL('../../fixtures/unprivileged.ts', import.meta.url));

describe.skipIf(!here)('nothing is left', () => {
  it('when the runtime stops, whatever functions do', async () => {
    const before = { mounts: await mounts(), children: descendantsOf(process.pid).length };
    const { deploy, call, invoke, runtime } = await openSandboxed();
    const fn = await deploy(
      handlerOf(
        "if (event.loop) for (;;); sh('exec >/dev/null 2>&1; (sleep 1000 &) ; setsid sleep 1000 &'); return process.pid;",
      ),
      { timeoutMs: 60_000 },
    );
    await call(fn);
    const looping = invoke(fn, { loop: true });
    const running = descendantsOf(process.pid);
    expect(running.length).toBeGreaterThan(before.children + 2);
    await Promise.all([expect(looping).rejects.toThrow('stopped'), runtime.stop()]);
    for (const pid of running) await gone(pid);
    expect(await mounts()).toBe(before.mounts);
    expect(await cgroupsOf(process.pid)).toEqual([]);
  });

  it('when Brume is killed: neither processes nor mounts nor cgroups', async () => {
    const before = await mounts();
    const dir = await scratchFolder();
    const brume = spawn(process.execPath, [DOOMED, dir, 'namespaces'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = brume.pid ?? 0;
    await once(brume.stdout, 'data');
    // The program, one spare, and two functions with their first processes.
    await expect.poll(() => descendantsOf(pid).length, { timeout: 10_000 }).toBe(6);
    expect((await cgroupsOf(pid)).length > 0).toBe(here?.enforced.includes('memory'));
    const running = descendantsOf(pid);
    brume.kill('SIGKILL');
    for (const each of running) await gone(each);
    await expect.poll(() => cgroupsOf(pid), { timeout: 10_000 }).toEqual([]);
    expect(await mounts()).toBe(before);
  });
});

/** Somebody without rights; files of this checkout must be readable to all. */
const NOBODY = 54_321;

describe.skipIf(!here || process.getuid?.() !== 0)('without root', () => {
  it('functions are in a sandbox all the same, by user namespaces', async (context) => {
    const dir = await scratchFolder();
    await chown(dir, NOBODY, NOBODY);
    const code = handlerOf(`
      fs.writeFileSync('/tmp/x', 'x');
      return {
        uid: process.getuid(), pids: fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name)), cwd: process.cwd(), mount: sh('mount -t tmpfs none /tmp').status !== 0,
        task: attempt(() => fs.writeFileSync('/var/task/x', '')), root: attempt(() => fs.readdirSync('/root')), kill: attempt(() => process.kill(1, 'SIGKILL')), environ: attempt(() => fs.readFileSync('/proc/1/environ')),
        caps: /CapEff:\\s+(\\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1],
      };`)['index.js'];
    const brume = spawn(process.execPath, [UNPRIVILEGED, dir, code ?? ''], {
      stdio: ['ignore', 'pipe', 'pipe'],
      uid: NOBODY,
      gid: NOBODY,
      env: { PATH: process.env['PATH'], HOME: dir, TMPDIR: dir },
    });
    const [out, problem] = await Promise.all([buffer(brume.stdout), buffer(brume.stderr)]);
    if (/user namespaces|EACCES/.test(problem.toString())) {
      process.stderr.write(
        'SKIPPED: a sandbox without root: this kernel or checkout does not let one.\n',
      );
      return context.skip();
    }
    expect(problem.toString()).toBe('');
    expect(JSON.parse(out.toString())).toEqual({
      uid: 993,
      pids: ['1', '2'],
      cwd: '/var/task',
      mount: true,
      task: 'EROFS',
      root: 'ENOENT',
      kill: true,
      environ: 'EACCES',
      caps: '0000000000000000',
    });
  });
});
