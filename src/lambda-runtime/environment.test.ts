import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeEnvironment, RESERVED_NAMES } from './environment.ts';
import { json } from './fixtures/answers.ts';
import { makeFunction } from './fixtures/deployment.ts';
import { openFixture } from './fixtures/fixture.ts';

const input = {
  fn: makeFunction({
    memoryMb: 256,
    version: '7',
    handler: 'a.b',
    environment: { STAGE: 'dev', TZ: 'Europe/Paris', AWS_REGION: 'mars', TMPDIR: '/etc' },
  }),
  credentials: {
    accessKeyId: 'AK',
    secretAccessKey: 'SK',
    sessionToken: 'ST',
    expiresAtEpochMs: 0,
  },
  taskDir: '/code',
  runtimeDir: '/rt',
  tmpDir: '/scratch',
  logStream: '2026/11/23/[7]abc',
  endpointUrl: 'http://localhost:4566',
  runtimeApi: '127.0.0.1:9001',
  runtimeDefaults: { NODE_PATH: '/np' },
  executionEnv: 'AWS_Lambda_nodejs22.x',
};

it('holds all that AWS documents, the customer’s own, and nothing that the customer may not set', () => {
  expect(makeEnvironment(input)).toEqual({
    _HANDLER: 'a.b',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
    AWS_LAMBDA_FUNCTION_NAME: 'hello',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_LAMBDA_FUNCTION_VERSION: '7',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/hello',
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/11/23/[7]abc',
    AWS_ACCESS_KEY_ID: 'AK',
    AWS_SECRET_ACCESS_KEY: 'SK',
    AWS_SESSION_TOKEN: 'ST',
    AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001',
    AWS_ENDPOINT_URL: 'http://localhost:4566',
    AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:4566',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: '169.254.79.129:2000',
    LAMBDA_TASK_ROOT: '/code',
    LAMBDA_RUNTIME_DIR: '/rt',
    LANG: 'en_US.UTF-8',
    TZ: 'Europe/Paris',
    PATH: '/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    LD_LIBRARY_PATH: '/lib64:/usr/lib64:/rt:/rt/lib:/code:/code/lib:/opt/lib',
    NODE_PATH: '/np',
    TMPDIR: '/scratch',
    TMP: '/scratch',
    TEMP: '/scratch',
    STAGE: 'dev',
  });
});

it('cannot be changed where a name is reserved', () => {
  const names = [...RESERVED_NAMES].filter(
    (name) => name !== '_X_AMZN_TRACE_ID' && name !== 'AWS_ACCESS_KEY',
  );
  const environment = Object.fromEntries(names.map((name) => [name, 'mine']));
  const made = makeEnvironment({ ...input, fn: { ...input.fn, environment } });
  expect(names.filter((name) => made[name] === 'mine')).toEqual([]);
});

it('reaches the function, with a trace id for each invocation', async () => {
  const { deploy, call, invoke } = await openFixture();
  const fn = await deploy(
    {
      'index.js':
        'exports.handler = async () => [process.env.GREETING, process.env._X_AMZN_TRACE_ID, new Date(0).getTimezoneOffset()];',
    },
    { environment: { GREETING: 'grüß "dich" $HOME\n2' } },
  );
  const [greeting, trace, offset] = await call<[string, string, number]>(fn);
  expect(greeting).toBe('grüß "dich" $HOME\n2');
  expect(trace).toMatch(
    /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0;Lineage=1:[0-9a-f]{8}:0$/,
  );
  expect(offset).toBe(0);
  const given = await invoke(fn, {}, { traceId: 'Root=1-a-b;Parent=c;Sampled=1' });
  expect(json<string[]>(given.payload)[1]).toMatch(
    /^Root=1-a-b;Parent=c;Sampled=1;Lineage=1:[0-9a-f]{8}:0$/,
  );
});

it('leads search paths and the wrapper to layers that are not at /opt', () => {
  const environment = {
    PATH: '/opt/bin:/bin:/option/bin:/home/opt/bin',
    NODE_OPTIONS: '--require /opt/hook.js --import=/opt/hook.mjs',
    AWS_LAMBDA_EXEC_WRAPPER: '/opt/wrapper',
    MINE: '/opt/mine',
  };
  const { PATH, NODE_OPTIONS, AWS_LAMBDA_EXEC_WRAPPER, MINE, LD_LIBRARY_PATH } = makeEnvironment({
    ...input,
    fn: makeFunction({ environment }),
    optDir: '/layers/1',
  });
  expect(PATH).toBe('/layers/1/bin:/bin:/option/bin:/home/opt/bin');
  expect(NODE_OPTIONS).toBe('--require /layers/1/hook.js --import=/layers/1/hook.mjs');
  expect(AWS_LAMBDA_EXEC_WRAPPER).toBe('/layers/1/wrapper');
  expect(MINE).toBe('/opt/mine');
  expect(LD_LIBRARY_PATH).toMatch(/:\/layers\/1\/lib$/);
});

it('starts the function through AWS_LAMBDA_EXEC_WRAPPER', async () => {
  const { deploy, call, invoke } = await openFixture({ sandbox: 'process' });
  const wrapper = '#!/bin/sh\nexport WRAPPED=yes\nexec "$@"\n';
  const files = { 'index.js': 'exports.handler = async () => process.env.WRAPPED;' };
  const dir = await mkdtemp(join(tmpdir(), 'brume-wrapper-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  await writeFile(`${dir}/wrap`, wrapper);
  await chmod(`${dir}/wrap`, 0o755);
  expect(
    await call(await deploy(files, { environment: { AWS_LAMBDA_EXEC_WRAPPER: `${dir}/wrap` } })),
  ).toBe('yes');
  // The example of AWS's guide: options of the runtime go before its last word.
  await writeFile(
    `${dir}/options`,
    '#!/bin/bash\nargs=("$@")\nexec "${args[@]:0:$#-1}" --stack-trace-limit=7 "${args[@]: -1}"\n',
  );
  await chmod(`${dir}/options`, 0o755);
  const limit = { 'index.js': 'exports.handler = async () => Error.stackTraceLimit;' };
  expect(
    await call(await deploy(limit, { environment: { AWS_LAMBDA_EXEC_WRAPPER: `${dir}/options` } })),
  ).toBe(7);
  const missing = await invoke(
    await deploy(files, { environment: { AWS_LAMBDA_EXEC_WRAPPER: '/no/such/file' } }),
  );
  expect(Buffer.from(missing.payload).toString()).toContain(
    'Runtime exited with error: exit status 127',
  );
});
