/** https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html#runtimes-custom-response-streaming */
import { expect, it } from 'vitest';
import { json, text } from '../fixtures/answers.ts';
import { makeFunction, makeZip } from '../fixtures/deployment.ts';
import { openFixture, type Fixture } from '../fixtures/fixture.ts';
import { startStreaming, stream } from '../fixtures/streams.ts';
import type { FunctionVersion } from '../interface.ts';

const TRAILERS = 'Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body';

/** A bootstrap that opens a streaming answer for every event; `request` is its POST, `sleep` waits. */
async function deployStreaming(
  { runtime }: Fixture,
  body: string,
  overrides: Partial<FunctionVersion> = {},
): Promise<FunctionVersion> {
  const bootstrap = `#!${process.execPath}
const http = require('http');
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true });
const base = { host, port, agent };
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const next = () => new Promise((resolve) => http.get({ ...base, path: '/2018-06-01/runtime/invocation/next' }, (response) => response.resume().on('end', () => resolve(response.headers['lambda-runtime-aws-request-id']))));
(async () => { for (let round = 0; ; round++) {
  const id = await next();
  const request = http.request({ ...base, method: 'POST', path: '/2018-06-01/runtime/invocation/' + id + '/response', headers: { 'Lambda-Runtime-Function-Response-Mode': 'streaming', 'Transfer-Encoding': 'chunked', 'Content-Type': 'text/x-mine', Trailer: '${TRAILERS}' } });
  const answered = new Promise((resolve) => request.on('response', (response) => response.resume().on('end', () => resolve(response.statusCode))).on('error', resolve));
  ${body}
} })();`;
  const { codeId } = await runtime.storeCode(await makeZip({ bootstrap }, 0o100755));
  return makeFunction({ codeId, runtime: 'provided.al2023', handler: 'unused', ...overrides });
}

it('a custom runtime streams, again and again', async () => {
  const fixture = await openFixture({ sandbox: 'process' }); // the interpreter is this machine's
  const fn = await deployStreaming(
    fixture,
    "request.write('one'); await sleep(20); request.end('two' + round); console.log(await answered);",
  );
  for (const round of [0, 1]) {
    const { contentType, chunks, result } = await stream(fixture, fn);
    expect([contentType, chunks]).toEqual(['text/x-mine', ['one', `two${round}`]]);
    expect(result.functionError).toBeUndefined();
  }
  const whole = await fixture.invoke(fn);
  expect([text(whole.payload), whole.contentType]).toEqual(['onetwo2', 'text/x-mine']);
  expect(await fixture.logOf(fn)).toContain('202\n');
});

it('reports a failure in the middle by trailers', async () => {
  const fixture = await openFixture({ sandbox: 'process' }); // the interpreter is this machine's
  const fn = await deployStreaming(
    fixture,
    `request.write('half');
     request.addTrailers({ 'Lambda-Runtime-Function-Error-Type': 'Runtime.Mine', 'Lambda-Runtime-Function-Error-Body': Buffer.from('{"errorMessage":"no"}').toString('base64') });
     request.end(); await answered;`,
  );
  const { chunks, result } = await stream(fixture, fn);
  expect(chunks).toEqual(['half']);
  expect(result.functionError).toBe('Unhandled');
  expect(text(result.payload)).toBe('{"errorMessage":"no"}');
});

it('that cuts its answer off is a failure', async () => {
  const fixture = await openFixture({ sandbox: 'process' }); // the interpreter is this machine's
  const fn = await deployStreaming(
    fixture,
    "request.write('half'); await sleep(20); request.destroy(); await answered;",
  );
  for (let round = 0; round < 2; round++) {
    const { result } = await stream(fixture, fn);
    expect(json(result.payload)).toMatchObject({ errorType: 'Runtime.TruncatedResponse' });
  }
});

it('that exits in the middle is an exit', async () => {
  const fixture = await openFixture({ sandbox: 'process' }); // the interpreter is this machine's
  const fn = await deployStreaming(
    fixture,
    "request.write('half'); await sleep(20); process.exit(4);",
  );
  const { result } = await stream(fixture, fn);
  expect(text(result.payload)).toContain('Runtime exited with error: exit status 4');
});

it('is held back by a slow caller', async () => {
  const fixture = await openFixture({ sandbox: 'process' }); // the interpreter is this machine's
  const flood = `for (let i = 0; i < 500; i++) {
      if (!request.write(Buffer.alloc(65536))) await new Promise((resolve) => request.once('drain', resolve));
      console.log('wrote', i);
    }
    request.end(); await answered;`;
  const fn = await deployStreaming(fixture, flood, { timeoutMs: 20_000 });
  const whole = startStreaming(fixture, fn);
  let size = 0;
  for await (const chunk of (await whole.began).body) size += chunk.length;
  expect(size).toBe(500 * 65536);
  expect((await whole.result).functionError).toBeUndefined();

  const short = { ...fn, configId: 'config-2', logGroup: 'short', timeoutMs: 1000 };
  const { began, result } = startStreaming(fixture, short);
  await began; // and reads nothing
  expect((await result).functionError).toBe('Unhandled');
  const written = (await fixture.logOf(short)).filter((line) => line.startsWith('wrote'));
  expect(written.length).toBeGreaterThan(3);
  expect(written.length).toBeLessThan(250); // the window and what lies in the kernel's socket buffers
});

it('may not answer twice', async () => {
  const fixture = await openFixture({ sandbox: 'process' }); // the interpreter is this machine's
  const fn = await deployStreaming(
    fixture,
    `request.write('first');
     const status = await new Promise((resolve) => http.request({ ...base, agent: undefined, method: 'POST', path: '/2018-06-01/runtime/invocation/' + id + '/response', headers: { 'Lambda-Runtime-Function-Response-Mode': 'streaming' } }, (response) => resolve(response.resume().statusCode)).end('second'));
     request.end(String(status)); await answered;`,
  );
  expect((await stream(fixture, fn)).chunks.join('')).toBe('first403');
});
