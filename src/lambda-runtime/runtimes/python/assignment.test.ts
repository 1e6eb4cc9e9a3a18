/** Processes that are started ahead of their function. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createClock } from '../../../platform/clock.ts';
import { makeFunction } from '../../fixtures/deployment.ts';
import { PYTHON, PYTHON_CACHE, pythonSdkProblem } from '../../fixtures/python.ts';
import { createFrameReader, encodeInvoke, FRAME } from '../../frames.ts';
import { createProcessDriver } from '../../sandbox/process/driver.ts';
import { createRuntimeCatalog } from '../catalog.ts';

const ASSIGN = 12;
const BOOTED = 13;

interface Ahead {
  dir: string;
  assign(environment: Record<string, string>): void;
  deliver(event: unknown): void;
  /** Resolves with the next thing that the process says: a frame's type and its text. */
  said(): Promise<readonly [type: number, text: string]>;
}

async function startAhead(
  files: Record<string, string>,
  environment: Record<string, string> = {},
): Promise<Ahead> {
  const dir = await mkdtemp(join(tmpdir(), 'brume-ahead-'));
  const family = createRuntimeCatalog(PYTHON_CACHE).get(PYTHON);
  await family.prepare(PYTHON);
  const { command, runtimeDir, needs } = await family.program(
    makeFunction({ runtime: PYTHON }),
    dir,
    undefined,
  );
  const clock = createClock();
  const handle = await createProcessDriver({ clock }).launch({
    command,
    environment: { PATH: '/usr/bin:/bin', BEFORE: 'x', ...environment },
    taskDir: tmpdir(),
    tmpDir: dir,
    runtime: { program: command[0], dir: runtimeDir, needs },
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
  const { channel } = handle;
  if (!channel) throw new Error('no channel');
  const said = frames(channel);
  expect(await said()).toEqual([BOOTED, '']);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), content);
  }
  return {
    dir,
    said,
    assign(its) {
      const body = Buffer.from(JSON.stringify({ LAMBDA_TASK_ROOT: dir, ...its }));
      const head = Buffer.alloc(5);
      head.writeUInt32LE(1 + body.length);
      head[4] = ASSIGN;
      channel.write(Buffer.concat([head, body]));
    },
    deliver(event) {
      const payload = Buffer.from(JSON.stringify(event));
      const common = { requestId: 'r', invokedArn: 'arn', traceId: 'Root=1-2-3' };
      const delivery = {
        ...common,
        payload,
        clientContext: undefined,
        tenantId: undefined,
        remainingMs: 3000,
      };
      for (const part of encodeInvoke(delivery)) channel.write(part);
    },
  };
}

function frames(channel: NodeJS.ReadableStream): Ahead['said'] {
  const inbox: (readonly [number, string])[] = [];
  let waiting: ((said: readonly [number, string]) => void) | undefined;
  const read = createFrameReader(
    (type, body) => {
      const said = [type, body.toString('utf8')] as const;
      if (waiting) waiting(said);
      else inbox.push(said);
      waiting = undefined;
    },
    (reason) => expect.fail(reason),
  );
  channel.on('data', read);
  return async () => inbox.shift() ?? new Promise((resolve) => (waiting = resolve));
}

const CODE = `
import logging, os, sys, time, other
at_init = {**os.environ, 'cwd': os.getcwd(), 'hour': time.localtime(0).tm_hour}
logging.warning('hello')
def handler(event, context):
    return [event, context.function_name, at_init, other.__file__, sys.path[1]]
`;

it.each([{}, { BRUME_PRELOAD: 'builtins,nowhere' }])(
  'becomes the function that is assigned to it, with %j',
  async (ahead) => {
    const { dir, assign, deliver, said } = await startAhead(
      { 'index.py': CODE, 'deep/other.py': '' },
      ahead,
    );
    const environment = {
      _HANDLER: 'index.handler',
      LAMBDA_TASK_ROOT: dir,
      PYTHONPATH: join(dir, 'deep'),
      TZ: 'Asia/Tokyo',
      AWS_LAMBDA_FUNCTION_NAME: 'late',
      MINE: 'é\u0001"\\',
    };
    assign(environment);
    expect(await said()).toEqual([FRAME.log, expect.stringMatching(/^\[WARNING\]\t.*\thello\n$/)]);
    expect(await said()).toEqual([FRAME.ready, '']);
    for (const n of [1, 2]) {
      deliver({ n });
      const [type, text] = await said();
      expect(type).toBe(FRAME.response);
      expect(JSON.parse(text)).toEqual([
        { n },
        'late',
        { ...environment, cwd: dir, hour: 9 },
        join(dir, 'deep/other.py'),
        join(dir, 'deep'),
      ]);
    }
  },
);

it('reports a function that cannot be loaded as one that was started for it does', async () => {
  const { assign, said } = await startAhead({});
  assign({ _HANDLER: 'index.handler' });
  expect(await said()).toEqual([FRAME.log, expect.stringContaining('Runtime.ImportModuleError')]);
  expect(await said()).toEqual([FRAME.initFailed, expect.stringContaining('ImportModuleError')]);
});

it('starts anew for what only a Python that starts would read', async () => {
  const code = 'import sys\ndef handler(e, c): return [sys.flags.optimize, sys.path[1]]';
  const { assign, deliver, said } = await startAhead({ 'index.py': code });
  assign({ _HANDLER: 'index.handler', PYTHONOPTIMIZE: '1', PYTHONPATH: '/mine' });
  expect(await said()).toEqual([FRAME.ready, '']);
  deliver({});
  expect(await said()).toEqual([FRAME.response, '[1, "/mine"]']);
});

it('starts anew for the shared libraries of a function', async () => {
  const code = `import os, sys
def handler(event, context):
    return [os.environ['LD_LIBRARY_PATH'], 'xml.etree.ElementTree' in sys.modules]`;
  const files = { 'index.py': code, 'lib/libx.so': '' };
  const { dir, assign, deliver, said } = await startAhead(files, { BRUME_PRELOAD: 'builtins' });
  const LD_LIBRARY_PATH = `/nowhere:${dir}/lib`;
  assign({ _HANDLER: 'index.handler', LD_LIBRARY_PATH });
  expect(await said()).toEqual([FRAME.ready, '']);
  deliver({});
  expect((await said())[1]).toBe(JSON.stringify([LD_LIBRARY_PATH, false]).replace(',', ', '));
});

const problem = await pythonSdkProblem(PYTHON);
if (problem !== undefined) process.stderr.write(`SKIPPED: boto3 loaded ahead: ${problem}\n`);

describe.skipIf(problem !== undefined)('with the AWS SDK loaded ahead', () => {
  const ahead = { BRUME_PRELOAD: 'builtins,boto3' };
  const environment = {
    _HANDLER: 'index.handler',
    AWS_DEFAULT_REGION: 'eu-west-1', // what boto3 reads, of the two that are set
    AWS_ACCESS_KEY_ID: 'mine',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: 'http://localhost:4566',
  };

  it('a function has it, with its own settings', async () => {
    const code = `import boto3
client = boto3.client('dynamodb')
def handler(event, context):
    credentials = boto3.DEFAULT_SESSION.get_credentials()
    return [client.meta.endpoint_url, client.meta.region_name, credentials.access_key]`;
    const { assign, deliver, said } = await startAhead({ 'index.py': code }, ahead);
    assign(environment);
    expect(await said()).toEqual([FRAME.ready, '']);
    deliver({});
    expect((await said())[1]).toBe('["http://localhost:4566", "eu-west-1", "mine"]');
  });

  it('a function that brings part of it has nothing of ours', async () => {
    const code = `import sys, urllib3
def handler(event, context): return [urllib3.word, [n for n in sys.modules if 'boto' in n]]`;
    const files = { 'index.py': code, 'urllib3.py': "word = 'mine'" };
    const { assign, deliver, said } = await startAhead(files, ahead);
    assign(environment);
    expect(await said()).toEqual([FRAME.ready, '']);
    deliver({});
    expect((await said())[1]).toBe('["mine", []]');
  });
});
