/** What a function may use, and what happens to it, and to nobody else, when it wants more. */
import { describe, expect, it } from 'vitest';
import { json, text, type ErrorAnswer } from '../../fixtures/answers.ts';
import { handlerOf, namespacesHere, openSandboxed } from '../../fixtures/namespaces.ts';

const here = await namespacesHere();
const holds = (words: string): boolean => here?.enforced.includes(words) ?? false;

const NEIGHBOUR = handlerOf('return globalThis.count = (globalThis.count ?? 0) + 1;');

describe.skipIf(!here)('a sandbox', () => {
  it.skipIf(!holds('memory'))(
    'ends a function that takes too much memory, and only that',
    async () => {
      const { deploy, call, invoke, logOf } = await openSandboxed();
      const neighbour = await deploy(NEIGHBOUR);
      expect(await call(neighbour)).toBe(1);
      const hog = await deploy(
        handlerOf('const kept = []; for (;;) { kept.push(Buffer.alloc(4 << 20, 1)); await null; }'),
        { timeoutMs: 30_000, memoryMb: 256 },
      );
      const result = await invoke(hog, {}, { logTail: true });
      expect(json<ErrorAnswer>(result.payload)).toEqual({
        errorType: 'Runtime.OutOfMemory',
        errorMessage: expect.stringMatching(/Error: Runtime exited with error: signal: killed$/),
      });
      expect(Buffer.from(result.logTail ?? []).toString()).toMatch(
        /Memory Size: 256 MB\tMax Memory Used: 256 MB.*Status: error\tError Type: Runtime.OutOfMemory/,
      );
      expect(await call(neighbour)).toBe(2);
      expect((await logOf(hog)).join('')).toContain('signal: killed');
    },
    40_000,
  );

  it.skipIf(!holds('memory'))(
    'counts the memory of all processes together',
    async () => {
      const { deploy, invoke } = await openSandboxed();
      const child = 'const kept = Buffer.alloc(60 << 20, 1); setTimeout(() => kept.length, 60000);';
      const hog = await deploy(
        handlerOf(`const { spawn } = require('child_process'); for (let i = 0; i < 4; i++) spawn(process.execPath, ['-e', ${JSON.stringify(child)}]);
        await new Promise((done) => setTimeout(done, 60000));`),
        { timeoutMs: 30_000, memoryMb: 256 },
      );
      const result = await invoke(hog, {}, { logTail: true });
      expect(Buffer.from(result.logTail ?? []).toString()).toContain(
        'Error Type: Runtime.OutOfMemory',
      );
    },
    40_000,
  );

  it('stops a fork bomb at 1024 processes, and its neighbour does not notice', async () => {
    const { deploy, call, invoke } = await openSandboxed();
    const neighbour = await deploy(NEIGHBOUR);
    expect(await call(neighbour)).toBe(1);
    const bomb = await deploy(
      handlerOf(`const { spawn } = require('child_process'); let count = 0;
        for (; count < 2000; count++) { const { pid } = spawn('/bin/sleep', ['1000'], { stdio: 'ignore' }).on('error', () => {}); if (pid === undefined) break; }
        return count;`),
      { timeoutMs: 60_000, memoryMb: 1769 },
    );
    const count = await call<number>(bomb);
    expect(count).toBeGreaterThan(900);
    expect(count).toBeLessThan(1024);
    expect(await call(neighbour)).toBe(2);
    expect((await invoke(await deploy(handlerOf("return sh('exit 3').status;")))).payload).toEqual(
      Buffer.from('3'),
    );
  }, 60_000);

  it.skipIf(!holds('CPU share by memory'))('gives CPU time by memory, after INIT', async () => {
    const { deploy, call } = await openSandboxed();
    const busy =
      handlerOf(`const from = process.cpuUsage(); const at = process.hrtime.bigint(); let wallMs;
      do { wallMs = Number(process.hrtime.bigint() - at) / 1e6; } while (wallMs < 1500);
      const { user, system } = process.cpuUsage(from); return (user + system) / 1000 / wallMs;`);
    const share = await call<number>(await deploy(busy, { memoryMb: 442, timeoutMs: 10_000 }));
    expect(share).toBeGreaterThan(0.1); // a quarter, where nobody else wants it
    expect(share).toBeLessThan(0.35);
  });

  it('has 1024 open files and no core dumps', async () => {
    const { deploy, call } = await openSandboxed();
    const fn = await deploy(
      handlerOf(`const limits = fs.readFileSync('/proc/self/limits', 'utf8'); const open = []; let error;
        try { for (;;) open.push(fs.openSync('/dev/null')); } catch (problem) { error = problem.code; } for (const fd of open) fs.closeSync(fd);
        return { error, files: /Max open files +(\\d+) +(\\d+)/.exec(limits).slice(1), core: /Max core file size +(\\d+) +(\\d+)/.exec(limits).slice(1) };`),
    );
    expect(await call(fn)).toEqual({ error: 'EMFILE', files: ['1024', '1024'], core: ['0', '0'] });
  });

  it('does not let a handler kill its parent', async () => {
    const { deploy, call, invoke } = await openSandboxed();
    const fn = await deploy(
      handlerOf("attempt(() => process.kill(1, 'SIGKILL')); sh('kill -9 1'); return 'still here';"),
    );
    expect(await call(fn)).toBe('still here');
    // Everybody but the first process, and so itself.
    const all = await deploy(handlerOf("sh('kill -9 -1');"));
    expect(text((await invoke(all)).payload)).toContain('signal: killed');
    expect(await call(fn)).toBe('still here');
  });

  it('survives a handler that closes all its descriptors', async () => {
    const { deploy, invoke, call } = await openSandboxed();
    const fn = await deploy(
      handlerOf('for (let fd = 0; fd < 64; fd++) attempt(() => fs.closeSync(fd)); return 1;'),
    );
    expect((await invoke(fn)).functionError).toBe('Unhandled');
    expect(await call(await deploy(NEIGHBOUR))).toBe(1);
  });

  it('holds back a flood of raw output without filling memory', async () => {
    const { deploy, invoke, logOf } = await openSandboxed();
    const flood =
      "require('child_process').execSync('yes flood | head -c 5000000', { stdio: 'inherit' });";
    const fn = await deploy(
      { 'index.js': `exports.handler = async () => { ${flood} };` },
      { timeoutMs: 60_000, memoryMb: 1769 },
    );
    const before = process.memoryUsage().rss;
    expect((await invoke(fn)).functionError).toBeUndefined();
    expect(process.memoryUsage().rss - before).toBeLessThan(600e6);
    expect((await logOf(fn)).length).toBeGreaterThan(1000);
  }, 60_000);

  it('lets a function forge calls of its own Runtime API only against itself', async () => {
    const { deploy, call, invoke } = await openSandboxed();
    const neighbour = await deploy(NEIGHBOUR);
    expect(await call(neighbour)).toBe(1);
    const fn = await deploy(
      handlerOf(`const base = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/';
        const post = async (path) => (await fetch(base + path, { method: 'POST', body: '"forged"' })).status;
        return [await post('invocation/' + event.id + '/response'), await post('invocation/' + event.id + '/error'), await post('init/error')];`),
      { timeoutMs: 10_000 },
    );
    const id = '00000000-0000-4000-8000-000000000000';
    expect(await call(fn, { id })).toEqual([400, 400, 403]);
    expect((await invoke(fn, { id })).functionError).toBeUndefined();
    expect(await call(neighbour)).toBe(2);
  });
});
