/** What a function sees of this machine, and what it can do to it. */
import { createServer } from 'node:net';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { handlerOf, namespacesHere, openSandboxed } from '../../fixtures/namespaces.ts';

const here = await namespacesHere();

describe.skipIf(!here)('in a sandbox', () => {
  it('code is at /var/task and cannot be changed, nor can anything but /tmp', async () => {
    const { deploy, call } = await openSandboxed();
    const fn = await deploy(
      handlerOf(`return {
        cwd: process.cwd(), root: process.env.LAMBDA_TASK_ROOT, runtime: process.env.LAMBDA_RUNTIME_DIR, file: __filename, node: process.execPath,
        task: attempt(() => fs.writeFileSync('/var/task/new', '')), own: attempt(() => fs.appendFileSync(__filename, ' ')),
        top: attempt(() => fs.writeFileSync('/new', '')), etc: attempt(() => fs.writeFileSync('/etc/passwd', '')), opt: attempt(() => fs.mkdirSync('/opt/new')),
        runtimeFile: attempt(() => fs.writeFileSync('/var/runtime/bootstrap.cjs', '')), tmp: attempt(() => fs.writeFileSync('/tmp/new', 'x')) ?? fs.readFileSync('/tmp/new', 'utf8'),
      };`),
    );
    expect(await call(fn)).toEqual({
      cwd: '/var/task',
      root: '/var/task',
      runtime: '/var/runtime',
      file: '/var/task/index.js',
      node: '/var/lang/bin/node',
      task: 'EROFS',
      own: expect.stringMatching(/^(EROFS|EACCES)$/),
      top: 'EROFS',
      etc: 'EROFS',
      opt: 'EROFS',
      runtimeFile: 'EROFS',
      tmp: 'x',
    });
  });

  it('the files of this machine are not there', async () => {
    const secret = await mkdtemp(join(tmpdir(), 'brume-secret-'));
    onTestFinished(() => rm(secret, { recursive: true }));
    await writeFile(join(secret, 'key'), 'secret');
    const { deploy, call, dir } = await openSandboxed();
    const fn = await deploy(
      handlerOf(`return {
        paths: event.paths.filter((path) => fs.existsSync(path)), top: fs.readdirSync('/').sort(), tmp: fs.readdirSync('/tmp'), etc: fs.readdirSync('/etc'), dev: fs.readdirSync('/dev').sort(),
        users: fs.readFileSync('/etc/passwd', 'utf8').trim().split('\\n').map((line) => line.split(':')[0]),
        viaInit: attempt(() => fs.readdirSync('/proc/1/root')), disk: sh('cat /dev/[sv]da /dev/mem').stdout,
      };`),
    );
    const paths = [
      join(secret, 'key'),
      secret,
      dir,
      '/root',
      '/home',
      '/etc/shadow',
      '/var/lib',
      '/sys',
      '/boot',
      '/run',
      process.cwd(),
    ];
    const seen = await call<Record<string, string[]>>(fn, { paths });
    expect(seen).toMatchObject({
      paths: [],
      tmp: [],
      viaInit: 'EACCES',
      disk: '',
      users: ['root', 'sbx_user1051'],
    });
    expect(seen['etc']).not.toContain('hostname');
    expect(seen['dev']).toEqual([
      'fd',
      'full',
      'null',
      'random',
      'stderr',
      'stdin',
      'stdout',
      'urandom',
      'zero',
    ]);
    const allowed = [
      'bin',
      'dev',
      'etc',
      'lib',
      'lib32',
      'lib64',
      'libx32',
      'opt',
      'proc',
      'sbin',
      'tmp',
      'usr',
      'var',
    ];
    expect(seen['top']?.filter((name) => !allowed.includes(name))).toEqual([]);
  });

  it('other processes, their environment and the name of this machine are not there', async () => {
    process.env['BRUME_TEST_SECRET'] = 'not for functions';
    onTestFinished(() => void delete process.env['BRUME_TEST_SECRET']);
    const { deploy, call } = await openSandboxed();
    const neighbour = await deploy(handlerOf('return process.pid;'));
    const fn = await deploy(
      handlerOf(`return {
        pids: fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name)), host: require('os').hostname(), groups: process.getgroups(), uid: process.getuid(),
        words: fs.readFileSync('/proc/1/cmdline', 'latin1').replaceAll('\\0', ''), environ: attempt(() => fs.readFileSync('/proc/1/environ', 'latin1')),
        secret: process.env.BRUME_TEST_SECRET ?? null, cgroup: [...new Set(fs.readFileSync('/proc/self/cgroup', 'utf8').trim().split('\\n').map((line) => line.split(':')[2]))],
        kill: attempt(() => process.kill(event.pid, 9)), sockets: fs.readdirSync('/proc/self/fd').length,
      };`),
    );
    await call(neighbour);
    const seen = await call<{ pids: string[]; uid: number }>(fn, { pid: process.pid });
    expect(seen).toMatchObject({
      pids: ['1', '2'],
      host: 'lambda',
      words: '',
      environ: 'EACCES',
      secret: null,
      kill: 'ESRCH',
    });
    expect(seen.uid).not.toBe(0);
    expect(await call(neighbour)).toBe(2);
  });

  it('there are no privileges and no way to them', async () => {
    const { deploy, call } = await openSandboxed();
    const fn = await deploy(
      handlerOf(`const status = Object.fromEntries(fs.readFileSync('/proc/self/status', 'utf8').split('\\n').map((line) => line.split(':\\t')));
      return {
        caps: [status.CapInh, status.CapPrm, status.CapEff, status.CapBnd, status.CapAmb].map(Number), privileges: status.NoNewPrivs, seccomp: status.Seccomp,
        failures: event.lines.filter((line) => sh(line).status === 0),
      };`),
    );
    const lines = [
      'mount -t tmpfs none /tmp',
      'umount /tmp',
      'mount -o remount,rw /',
      'unshare -U true',
      'unshare -m true',
      'nsenter -t 1 -m true',
      'chroot / true',
      'dmesg',
      'hostname other',
      'date -s 2000-01-01',
      'strace -f true',
    ];
    expect(await call(fn, { lines })).toEqual({
      caps: [0, 0, 0, 0, 0],
      privileges: '1',
      seccomp: '2',
      failures: [],
    });
  });

  it('files of one instance are not there for another', async () => {
    const { deploy, call } = await openSandboxed();
    const one = await deploy(
      handlerOf("fs.writeFileSync('/tmp/mine', 'x'); return fs.readdirSync('/tmp');"),
    );
    const two = await deploy(handlerOf("return fs.readdirSync('/tmp');"));
    expect(await call(one)).toEqual(['mine']);
    expect(await call(two)).toEqual([]);
  });
});

describe.skipIf(!here)('/tmp', () => {
  const code = handlerOf(`
    if (event.fill) { try { for (let i = 0; ; i++) fs.writeFileSync('/tmp/fill' + i, Buffer.alloc(8 << 20)); } catch (error) { const files = fs.readdirSync('/tmp'); return { code: error.code, bytes: files.reduce((sum, file) => sum + fs.statSync('/tmp/' + file).size, 0) }; } }
    if (event.write) fs.writeFileSync('/tmp/note', event.write);
    if (event.crash) process.exit(1);
    return attempt(() => fs.readFileSync('/tmp/note', 'utf8'));`);

  it('has the configured size, beside the memory', async () => {
    const { deploy, call } = await openSandboxed();
    const fn = await deploy(code, { ephemeralStorageMb: 600, memoryMb: 256, timeoutMs: 60_000 });
    const { code: error, bytes } = await call<{ code: string; bytes: number }>(fn, { fill: true });
    expect(error).toBe('ENOSPC');
    expect(bytes / 2 ** 20).toBeGreaterThan(590);
    expect(bytes / 2 ** 20).toBeLessThanOrEqual(600);
  }, 60_000);

  it('is kept between invocations and after a crash, and gone with the instance', async () => {
    const { deploy, call, invoke, clock, dir } = await openSandboxed({ keepAliveMs: 60_000 });
    const fn = await deploy(code);
    expect(await call(fn, { write: 'kept' })).toBe('kept');
    expect(await call(fn)).toBe('kept');
    expect((await invoke(fn, { crash: true })).functionError).toBe('Unhandled');
    expect(await call(fn)).toBe('kept');
    await clock.advance(61_000);
    await expect.poll(() => readdir(join(dir, 'work/instances')), { timeout: 10_000 }).toEqual([]);
    expect(await call(fn)).toBe('ENOENT');
  });
});

describe.skipIf(!here)('the network', () => {
  const reach = handlerOf(`
    const connect = (port) => new Promise((done) => { const socket = require('net').connect(port, '127.0.0.1'); socket.once('connect', () => { socket.destroy(); done('open'); }); socket.once('error', (error) => done(error.code)); });
    return { other: await connect(event.port), api: await connect(Number(process.env.AWS_LAMBDA_RUNTIME_API.split(':')[1])), brume: await fetch(process.env.AWS_ENDPOINT_URL).then((answer) => answer.text(), String),
      links: Object.keys(require('os').networkInterfaces()), outside: await new Promise((done) => require('dns').lookup('example.com', (error) => done(error?.code ?? 'found'))) };`);

  it('without egress is the Runtime API and Brume, and nothing else', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    const brume = createServer((socket) => {
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nbrume');
      socket.on('error', () => {});
    }).listen(0, '127.0.0.1');
    await Promise.all([once(other, 'listening'), once(brume, 'listening')]);
    onTestFinished(() => void [other.close(), brume.close()]);
    const portOf = (server: typeof other): number => (server.address() as { port: number }).port;
    const { deploy, call } = await openSandboxed({
      egress: false,
      endpointUrl: () => `http://localhost:${portOf(brume)}`,
    });
    const fn = await deploy(reach, { timeoutMs: 10_000 });
    const seen = await call<Record<string, unknown>>(fn, { port: portOf(other) });
    expect(seen).toMatchObject({
      other: 'ECONNREFUSED',
      api: 'open',
      brume: 'brume',
      links: ['lo'],
    });
    expect(seen['outside']).not.toBe('found');
    expect(await call(fn, { port: portOf(other) })).toEqual(seen);
  });

  it('with egress is this machine’s', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const { deploy, call } = await openSandboxed();
    const { port } = other.address() as { port: number };
    expect(await call(await deploy(reach, { timeoutMs: 10_000 }), { port })).toMatchObject({
      other: 'open',
      api: 'open',
    });
  });
});
