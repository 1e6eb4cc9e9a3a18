/** Processes that are started ahead of their function. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { createClock } from '../../../platform/clock.ts';
import { createChannelLink, type ChannelLink } from '../../channel-link.ts';
import { json, type ErrorAnswer } from '../../fixtures/answers.ts';
import type { ReportedFailure } from '../../link.ts';
import { createProcessDriver } from '../../sandbox/process/driver.ts';

const BOOTSTRAP = fileURLToPath(new URL('./bootstrap.cjs', import.meta.url));

interface Ahead {
  link: ChannelLink;
  dir: string;
  /** Resolves with the next thing that the process says. */
  said(): Promise<readonly [what: string, detail?: unknown]>;
}

async function startAhead(environment: Record<string, string> = {}): Promise<Ahead> {
  const dir = await mkdtemp(join(tmpdir(), 'brume-ahead-'));
  const clock = createClock();
  const handle = await createProcessDriver({ clock }).launch({
    command: [process.execPath, BOOTSTRAP],
    environment: { PATH: '/usr/bin:/bin', ...environment },
    taskDir: tmpdir(),
    tmpDir: dir,
    runtime: { program: process.execPath, dir: dirname(BOOTSTRAP), needs: undefined },
    channel: true,
    limits: { memoryMb: 128, tmpMb: 512, openFiles: 1024 },
  });
  const gone = new Promise<void>((resolve) => handle.onExit(() => resolve()));
  onTestFinished(async () => {
    handle.kill();
    await gone;
    clock.close();
    await rm(dir, { recursive: true, force: true });
  });
  const inbox: (readonly [string, unknown?])[] = [];
  let waiting: ((said: readonly [string, unknown?]) => void) | undefined;
  const say = (...said: readonly [string, unknown?]): void => {
    if (waiting) waiting(said);
    else inbox.push(said);
    waiting = undefined;
  };
  if (!handle.channel) throw new Error('no channel');
  const link = createChannelLink(handle.channel, {
    onBooted: () => say('booted'),
    onReady: () => say('ready'),
    onWaiting: () => {},
    onInitFailed: (failure: ReportedFailure) => say('init failed', json(failure.payload)),
    onLog: (text) => say('log', text),
    onResponse: (payload) => say('response', json(payload)),
    onFailure: (failure) => say('failure', json(failure.payload)),
    onFatal: (failure) => say('fatal', json(failure.payload)),
    onStreamStart: () => say('stream'),
    onStreamData: () => true,
    onStreamEnd: () => say('stream end'),
    onBroken: (reason) => say('broken', reason),
  });
  const said: Ahead['said'] = async () =>
    inbox.shift() ?? new Promise((resolve) => (waiting = resolve));
  return { link, dir, said };
}

const deliver = (link: ChannelLink, event: unknown): void =>
  link.deliver({
    requestId: 'r',
    payload: Buffer.from(JSON.stringify(event)),
    invokedArn: 'arn',
    traceId: 'Root=1-2-3',
    clientContext: undefined,
    tenantId: undefined,
    remainingMs: 3000,
  });

it('becomes the function that is assigned to it', async () => {
  const { link, dir, said } = await startAhead({ BEFORE: 'x', BRUME_PRELOAD: 'builtins' });
  expect(await said()).toEqual(['booted']);
  await writeFile(
    join(dir, 'index.js'),
    `const atInit = { ...process.env, cwd: process.cwd(), hour: new Date(0).getHours() };
     exports.handler = async (event, context) => [event, context.functionName, atInit, require('other')];`,
  );
  await writeFile(join(dir, 'other.js'), 'module.exports = __filename;');
  const environment = {
    _HANDLER: 'index.handler',
    LAMBDA_TASK_ROOT: dir,
    NODE_PATH: dir,
    TZ: 'Asia/Tokyo',
    AWS_LAMBDA_FUNCTION_NAME: 'late',
    MINE: 'é\u0001"\\',
  };
  link.assign(environment);
  expect(await said()).toEqual(['ready']);
  for (const n of [1, 2]) {
    deliver(link, { n });
    expect(await said()).toEqual([
      'response',
      [{ n }, 'late', { ...environment, cwd: dir, hour: 9 }, join(dir, 'other.js')],
    ]);
  }
});

it('reports a function that cannot be loaded as one that was started for it does', async () => {
  const { link, dir, said } = await startAhead();
  expect(await said()).toEqual(['booted']);
  link.assign({ _HANDLER: 'index.handler', LAMBDA_TASK_ROOT: dir });
  expect(await said()).toEqual(['log', expect.stringContaining('Runtime.ImportModuleError')]);
  const [what, detail] = await said();
  expect(what).toBe('init failed');
  expect((detail as ErrorAnswer).errorType).toBe('Runtime.ImportModuleError');
});

it('runs ES modules that were written after it was started', async () => {
  const { link, dir, said } = await startAhead({ BRUME_PRELOAD: 'builtins,not-there' });
  await said();
  await writeFile(join(dir, 'index.mjs'), 'export const handler = async () => import.meta.url;');
  link.assign({ _HANDLER: 'index.handler', LAMBDA_TASK_ROOT: dir });
  expect(await said()).toEqual(['ready']);
  deliver(link, {});
  expect(await said()).toEqual(['response', `file://${dir}/index.mjs`]);
});
