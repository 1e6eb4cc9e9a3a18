/** What a subscribed extension is told about the life of a function. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFixture, REQUEST_ID, type Fixture } from '../fixtures/fixture.ts';
import { extension, makeOptDir } from '../fixtures/program.ts';

interface Told {
  time: string;
  type: string;
  record: Record<string, unknown> & { status?: string };
}

/** Subscribes by `path`, notes every event, and is done with an invocation once it was reported on. */
const subscriber = (path: string, members: object): string =>
  extension(`
    const server = http.createServer((request, response) => { let body = ''; request.on('data', (chunk) => body += chunk);
      request.on('end', () => { for (const event of JSON.parse(body)) { note(event); wake(event.type); } response.end(); }); });
    let wake = () => {};
    await new Promise((resolve) => server.listen(0, resolve));
    await register(['INVOKE', 'SHUTDOWN']);
    const { status, text } = await subscribe('${path}', { destination: { protocol: 'HTTP', URI: 'http://sandbox.localdomain:' + server.address().port }, buffering: { timeoutMs: 25 }, ...${JSON.stringify(members)} });
    if (status !== 200) throw new Error(text);
    for (;;) {
      const done = new Promise((resolve) => wake = (type) => type === 'platform.runtimeDone' && resolve());
      const event = await next();
      if (event.eventType === 'SHUTDOWN') { await pause(100); process.exit(0); }
      await done;
    }`);

const ALL = { schemaVersion: '2022-12-13', types: ['platform', 'function', 'extension'] };

async function open(
  path: string,
  members: object,
): Promise<Fixture & { optDir: string; NOTES: string; told(): Told[] }> {
  const fixture = await openFixture({ sandbox: 'process' }); // the interpreter is this machine's
  const NOTES = join(fixture.dir, 'notes');
  return {
    ...fixture,
    NOTES,
    optDir: makeOptDir(fixture.dir, { teller: subscriber(path, members) }),
    told() {
      if (!existsSync(NOTES)) return [];
      return readFileSync(NOTES, 'utf8')
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as [string, Told])[1]);
    },
  };
}

it('the Telemetry API tells everything from INIT to REPORT', async () => {
  const { deploy, invoke, told, logOf, optDir, NOTES } = await open('/2022-07-01/telemetry', ALL);
  const fn = await deploy(
    {
      'index.js':
        "console.log('loading'); exports.handler = async () => { console.log('hello'); return 'four'; };",
    },
    { optDir, environment: { NOTES }, tracingMode: 'Active' },
  );
  await invoke(fn, {}, { requestId: REQUEST_ID, logTail: true });
  await logOf(fn);
  const init = { initializationType: 'on-demand', phase: 'init' };
  const tracing = { type: 'X-Amzn-Trace-Id', value: expect.stringMatching(/^Root=1-.*Sampled=1/) };
  const span = (name: string): object => ({
    name,
    start: expect.stringMatching(/Z$/),
    durationMs: expect.any(Number),
  });
  const events = told();
  expect(events.map(({ type }) => type)).toEqual([
    'platform.initStart',
    'platform.telemetrySubscription',
    'function',
    'platform.initRuntimeDone',
    'platform.extension',
    'platform.initReport',
    'platform.start',
    'function',
    'platform.runtimeDone',
    'platform.report',
  ]);
  const [
    initStart,
    subscription,
    loading,
    initRuntimeDone,
    ready,
    initReport,
    start,
    hello,
    runtimeDone,
    report,
  ] = events.map(({ record }) => record);
  expect(initStart).toEqual({
    ...init,
    runtimeVersion: expect.stringMatching(/^nodejs:24\./),
    runtimeVersionArn: expect.stringMatching(/^arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$/),
    functionName: 'hello',
    functionVersion: '$LATEST',
    instanceId: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/hello\[\$LATEST\][0-9a-f]{32}$/),
    instanceMaxMemory: 134_217_728,
  });
  expect(subscription).toEqual({ name: 'teller', state: 'Subscribed', types: ALL.types });
  expect(loading).toMatch(/\tINFO\tloading\n$/);
  expect(initRuntimeDone).toEqual({ ...init, status: 'success' });
  expect(ready).toEqual({ name: 'teller', state: 'Ready', events: ['INVOKE', 'SHUTDOWN'] });
  expect(initReport).toEqual({
    ...init,
    status: 'success',
    metrics: { durationMs: expect.any(Number) },
  });
  expect(start).toEqual({
    requestId: REQUEST_ID,
    functionArn: fn.arn,
    version: '$LATEST',
    tracing,
  });
  expect(hello).toMatch(/\tINFO\thello\n$/);
  expect(runtimeDone).toEqual({
    requestId: REQUEST_ID,
    status: 'success',
    tracing,
    spans: [span('responseLatency'), span('responseDuration'), span('runtimeOverhead')],
    metrics: { durationMs: expect.any(Number), producedBytes: 6 },
  });
  expect(report).toEqual({
    requestId: REQUEST_ID,
    status: 'success',
    tracing,
    spans: [span('extensionOverhead')],
    metrics: {
      durationMs: expect.any(Number),
      billedDurationMs: expect.any(Number),
      memorySizeMB: 128,
      maxMemoryUsedMB: expect.any(Number),
      initDurationMs: expect.any(Number),
    },
  });
});

it('tells of a crash, and the next environment of its report', async () => {
  const { deploy, invoke, told, logOf, optDir, NOTES } = await open('/2022-07-01/telemetry', {
    ...ALL,
    types: ['platform'],
  });
  const fn = await deploy(
    { 'index.js': 'exports.handler = async ({ crash }) => { if (crash) process.exit(7); };' },
    { optDir, environment: { NOTES } },
  );
  await invoke(fn, { crash: true }, { requestId: REQUEST_ID });
  await invoke(fn, {}, { logTail: true });
  await logOf(fn);
  const failed = told().filter(({ record }) => record.status === 'error');
  const status = { requestId: REQUEST_ID, status: 'error', errorType: 'Runtime.ExitError' };
  expect(failed).toMatchObject([
    { type: 'platform.runtimeDone', record: { ...status, metrics: { producedBytes: 0 } } },
    { type: 'platform.report', record: status },
  ]);
  expect(failed[0]?.record).not.toHaveProperty('spans');
});

it('the Logs API tells what it always told', async () => {
  const { deploy, invoke, told, logOf, optDir, NOTES } = await open('/2020-08-15/logs', {
    schemaVersion: '2021-03-18',
    types: ['platform', 'function'],
  });
  const fn = await deploy(
    { 'index.js': 'exports.handler = async () => console.log(1);' },
    { optDir, environment: { NOTES } },
  );
  await invoke(fn, {}, { requestId: REQUEST_ID, logTail: true });
  await logOf(fn);
  expect(told().map(({ type, record }) => [type, record])).toEqual([
    [
      'platform.logsSubscription',
      { name: 'teller', state: 'Subscribed', types: ['platform', 'function'] },
    ],
    ['platform.extension', { name: 'teller', state: 'Ready', events: ['INVOKE', 'SHUTDOWN'] }],
    ['platform.start', { requestId: REQUEST_ID, version: '$LATEST' }],
    ['function', expect.stringMatching(/\tINFO\t1\n$/)],
    ['platform.runtimeDone', { requestId: REQUEST_ID, status: 'success' }],
    ['platform.end', { requestId: REQUEST_ID }],
    [
      'platform.report',
      { requestId: REQUEST_ID, metrics: expect.objectContaining({ memorySizeMB: 128 }) },
    ],
  ]);
});
