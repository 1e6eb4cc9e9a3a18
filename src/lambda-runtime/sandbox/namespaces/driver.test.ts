/** The driver by itself: programs that are started ahead of their code, and programs that cannot be started. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createClock } from '../../../platform/clock.ts';
import { namespacesHere } from '../../fixtures/namespaces.ts';
import type { SandboxDriver, SandboxExit, SandboxHandle, SandboxSpec } from '../driver.ts';
import { createNamespacesDriver } from './driver.ts';

const here = await namespacesHere();

async function openDriver(): Promise<SandboxDriver> {
  const clock = createClock();
  const options = { clock, egress: true, hostname: (): string => 'localhost' };
  const driver = await createNamespacesDriver(options);
  onTestFinished(async () => {
    await driver.close();
    clock.close();
  });
  return driver;
}

async function codeFolder(content: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'brume-code-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  await chmod(dir, 0o755);
  await writeFile(join(dir, 'code'), content);
  return dir;
}

const specOf = (changes: Partial<SandboxSpec>): SandboxSpec => ({
  command: ['/bin/sh', '-c', 'true'],
  environment: { PATH: '/usr/bin:/bin' },
  taskDir: undefined,
  tmpDir: '/some/instance/tmp',
  runtime: { program: '/bin/sh', dir: '/no/such/runtime', needs: undefined },
  channel: false,
  limits: { memoryMb: 128, tmpMb: 8, openFiles: 64 },
  ...changes,
});

const exitOf = (handle: SandboxHandle): Promise<[SandboxExit, Error | undefined]> =>
  new Promise((resolve) =>
    handle.onExit((exit, launchError) => {
      resolve([exit, launchError]);
    }),
  );

describe.skipIf(!here)('a sandbox without code', () => {
  it('gets code and layers while its program runs, once it is known whose it is', async () => {
    const driver = await openDriver();
    const [taskDir, optDir] = [await codeFolder('mine'), await codeFolder('layer')];
    const script =
      'ls /var/task /opt; read line; cat /var/task/code /opt/code; touch /var/task/new || echo no';
    const handle = await driver.launch(
      specOf({ command: ['/bin/sh', '-c', `exec <&3; ${script}`], channel: true }),
    );
    const said: string[] = [];
    handle.stdout.setEncoding('utf8').on('data', (chunk: string) => said.push(chunk));
    await expect.poll(() => said.join('')).toBe('/opt:\n\n/var/task:\n');
    handle.stderr.resume();
    await handle.assign({
      taskDir,
      optDir,
      tmpDir: 'mine',
      limits: { memoryMb: 256, tmpMb: 8, openFiles: 64 },
    });
    handle.channel?.write('go on\n');
    expect((await exitOf(handle))[0]).toEqual({ code: 0, signal: null });
    expect(said.join('')).toBe('/opt:\n\n/var/task:\nminelayerno\n');
    await expect(
      handle.assign({ taskDir, tmpDir: 'mine', limits: specOf({}).limits }),
    ).rejects.toMatchObject({
      code: 'ERR_SANDBOX',
    });
  });

  it('cannot be given what is not there', async () => {
    const driver = await openDriver();
    const handle = await driver.launch(specOf({ command: ['/bin/sh', '-c', 'sleep 100'] }));
    handle.stdout.resume();
    handle.stderr.resume();
    await expect(
      handle.assign({ taskDir: '/no/such/folder', tmpDir: 'mine', limits: specOf({}).limits }),
    ).rejects.toMatchObject({ code: 'ERR_SANDBOX' });
    handle.kill();
    handle.kill();
    expect((await exitOf(handle))[0]).toEqual({ code: null, signal: 'SIGKILL' });
  });
});

describe.skipIf(!here)('a program', () => {
  it.each<[string, Partial<SandboxSpec>, RegExp]>([
    [
      'is not there',
      { command: ['/no/such/program'] },
      /fork\/exec \/no\/such\/program: no such file/,
    ],
    ['is no program', { command: ['/etc/hosts'] }, /fork\/exec \/etc\/hosts: permission denied/],
    ['has no code folder', { taskDir: '/no/such/folder' }, /\/no\/such\/folder: no such file/],
  ])('that %s is an exit with an error, and the driver lives on', async (_what, changes, words) => {
    const driver = await openDriver();
    const [exit, launchError] = await exitOf(await driver.launch(specOf(changes)));
    expect(exit).toEqual({ code: null, signal: null });
    expect(launchError?.message).toMatch(words);
    const next = await driver.launch(specOf({ command: ['/bin/sh', '-c', 'exit 7'] }));
    next.stdout.resume();
    next.stderr.resume();
    expect((await exitOf(next))[0]).toEqual({ code: 7, signal: null });
  });

  it('whose environment cannot be passed on is refused', async () => {
    const driver = await openDriver();
    for (const environment of [{ A: 'x\0y' }, { A: 'x'.repeat(200_000) }])
      await expect(driver.launch(specOf({ environment }))).rejects.toMatchObject({
        code: 'ERR_SANDBOX',
      });
  });

  it('hears of SIGTERM, and stands still while frozen', async () => {
    const driver = await openDriver();
    const script = "trap 'echo asked; exit 3' TERM; echo ready; while :; do sleep 0.01; done";
    const handle = await driver.launch(specOf({ command: ['/bin/sh', '-c', script] }));
    const said: string[] = [];
    handle.stdout.setEncoding('utf8').on('data', (chunk: string) => said.push(chunk));
    handle.stderr.resume();
    await expect.poll(() => said.join('')).toBe('ready\n');
    handle.freeze?.();
    handle.terminate?.();
    handle.thaw?.();
    expect((await exitOf(handle))[0]).toEqual({ code: 3, signal: null });
    expect(said.join('')).toBe('ready\nasked\n');
  });
});
