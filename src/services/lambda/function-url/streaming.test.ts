/** InvokeMode RESPONSE_STREAM: https://docs.aws.amazon.com/lambda/latest/dg/config-rs-invoke-furls.html */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request as send, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, test } from 'vitest';
import { request } from '../fixtures/request.ts';
import { ECHO, startStack } from '../fixtures/stack.ts';

const { stack, lambda, createActive } = await startStack({ sandbox: 'process' }); // pids are this machine's

async function urlOf(
  name: string,
  source: string,
  InvokeMode: 'RESPONSE_STREAM' | 'BUFFERED' = 'RESPONSE_STREAM',
  Timeout = 10,
): Promise<string> {
  await createActive(name, source, { Timeout });
  const { FunctionUrl = '' } = await lambda.createFunctionUrlConfig({
    FunctionName: name,
    AuthType: 'NONE',
    InvokeMode,
    Cors: { AllowOrigins: ['*'] },
  });
  return FunctionUrl;
}

const streaming = (body: string): string =>
  `exports.handler = awslambda.streamifyResponse(async (event, stream, context) => { ${body} });`;

const FULL = streaming(
  `const http = awslambda.HttpResponseStream.from(stream, { statusCode: 418, headers: { 'X-A': 'b', 'Content-Type': 'text/x-tea' }, cookies: ['c=d', 'e=f'] });
   http.write('te'); http.write('a'); http.end();`,
);

/** Opens a request and hands the response over as soon as its head is there. */
async function open(url: string, method = 'GET'): Promise<IncomingMessage> {
  const { host, pathname } = new URL(url);
  const outgoing = send({
    host: '127.0.0.1',
    port: stack.port,
    path: pathname,
    method,
    headers: { host },
  });
  outgoing.end();
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  outgoing.on('error', () => {});
  return incoming;
}

async function logOf(name: string): Promise<string> {
  const logs = stack.client(CloudWatchLogs);
  const logGroupName = `/aws/lambda/${name}`;
  await expect
    .poll(
      async () => (await logs.filterLogEvents({ logGroupName, filterPattern: 'REPORT' })).events,
      { timeout: 5000 },
    )
    .toHaveLength(1);
  const { events } = await logs.filterLogEvents({ logGroupName });
  return (events ?? []).map(({ message }) => message).join('');
}

describe('a streaming function', () => {
  test('decides status, headers and cookies ahead of its body', async () => {
    const url = await urlOf('full', FULL);
    expect(
      await request(stack.port, url, { headers: { origin: 'https://a.example' } }),
    ).toMatchObject({
      status: 418,
      headers: {
        'x-a': 'b',
        'set-cookie': 'c=d, e=f',
        'content-type': 'text/x-tea',
        'transfer-encoding': 'chunked',
        'access-control-allow-origin': '*',
        'x-amzn-requestid': expect.any(String) as string,
      },
      body: 'tea',
    });
    // Chunked bodies that come piece by piece go through node's own server.
    const { host } = new URL(url);
    const socket = connect(stack.port, '127.0.0.1');
    socket.write(
      `POST / HTTP/1.1\r\nhost: ${host}\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n1\r\n`,
    );
    await new Promise((resolve) => setImmediate(resolve));
    socket.write('x\r\n0\r\n\r\n');
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    expect(text).toMatch(/^HTTP\/1\.1 418 /);
    expect(text.match(/set-cookie: /g)).toHaveLength(2);
  });

  test('without a head: 200 and its content type', async () => {
    const url = await urlOf(
      'plain',
      streaming("stream.setContentType('text/plain'); stream.end('hi');"),
    );
    expect(await request(stack.port, url)).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/plain' },
      body: 'hi',
    });
  });

  test('curl -N shows each chunk at once', async () => {
    const url = await urlOf(
      'live',
      streaming(
        "const signal = new Promise((resolve) => process.once('SIGUSR2', resolve)); stream.write(`${process.pid}\\n`); await signal; stream.end('done');",
      ),
    );
    const { host } = new URL(url);
    const curl = spawn('curl', ['-sN', '-H', `host: ${host}`, `http://127.0.0.1:${stack.port}/`]);
    const chunks = curl.stdout.setEncoding('utf8')[Symbol.asyncIterator]() as AsyncIterator<string>;
    const pid = Number((await chunks.next()).value);
    process.kill(pid, 'SIGUSR2'); // the function goes on only now
    expect((await chunks.next()).value).toBe('done');
    expect(await once(curl, 'close')).toEqual([0, null]);
  });

  test.each([
    ['HEAD', FULL],
    [
      'GET',
      streaming(
        "const http = awslambda.HttpResponseStream.from(stream, { statusCode: 204 }); http.write('never'); http.end();",
      ),
    ],
  ])('%s of what has no body', async (method, source) => {
    const url = await urlOf(`nobody-${method}`, source);
    const answer = await request(stack.port, url, { method });
    expect(answer.body).toBe('');
    expect(answer.status).toBe(method === 'HEAD' ? 418 : 204);
    expect(answer.headers).not.toHaveProperty('transfer-encoding');
  });

  test('of a BUFFERED URL is answered whole', async () => {
    const url = await urlOf('buffered', FULL, 'BUFFERED');
    expect(await request(stack.port, url)).toMatchObject({
      status: 418,
      headers: { 'x-a': 'b', 'set-cookie': 'c=d, e=f', 'content-length': '3' },
      body: 'tea',
    });
    await lambda.updateFunctionUrlConfig({
      FunctionName: 'buffered',
      InvokeMode: 'RESPONSE_STREAM',
    });
    expect((await request(stack.port, url)).headers).toMatchObject({
      'transfer-encoding': 'chunked',
    });
    expect(await lambda.getFunctionUrlConfig({ FunctionName: 'buffered' })).toMatchObject({
      InvokeMode: 'RESPONSE_STREAM',
    });
  });
});

test('what another function returns is the body as it is', async () => {
  const url = await urlOf(
    'unstreamed',
    "exports.handler = async () => ({ statusCode: 418, body: 'x' });",
  );
  expect(await request(stack.port, url)).toMatchObject({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '{"statusCode":418,"body":"x"}',
  });
});

describe('failures', () => {
  test.each([
    ['before the first byte', streaming("throw new Error('early');")],
    [
      'of a function that does not stream',
      "exports.handler = async () => { throw new Error('no'); };",
    ],
    [
      'a head that is none',
      streaming(
        "const http = awslambda.HttpResponseStream.from(stream, { statusCode: 'x' }); http.write('a'); http.end();",
      ),
    ],
    [
      'no head, because nothing was written',
      streaming("awslambda.HttpResponseStream.from(stream, { statusCode: 200 }).end('x');"),
    ],
  ])('%s: 502', async (_what, source) => {
    const url = await urlOf(`failing${source.length}`, source);
    expect(await request(stack.port, url)).toMatchObject({
      status: 502,
      body: 'Internal Server Error',
    });
  });

  test('in the middle: the connection breaks off', async () => {
    const url = await urlOf(
      'middle',
      streaming("stream.write('half'); throw new Error('middle');"),
    );
    const incoming = await open(url);
    expect(incoming.statusCode).toBe(200);
    let text = '';
    const read = async (): Promise<void> => {
      for await (const chunk of incoming) text += String(chunk);
    };
    await expect(read()).rejects.toThrow('aborted');
    expect(text).toBe('half');
  });

  test('the throttled are told so', async () => {
    const url = await urlOf('throttled', ECHO);
    await lambda.putFunctionConcurrency({
      FunctionName: 'throttled',
      ReservedConcurrentExecutions: 0,
    });
    expect((await request(stack.port, url)).status).toBe(429);
  });
});

describe('a client', () => {
  const flood = streaming(
    `for (let i = 1; i <= 640; i++) {
       if (!stream.write(Buffer.alloc(102400))) await new Promise((r) => stream.once('drain', r));
       if (i % 10 === 0) console.log('wrote', i / 10, 'MB');
     }
     stream.end();`,
  );
  const written = (log: string): number =>
    Math.max(...[...log.matchAll(/wrote (\d+) MB/g)].map((match) => Number(match[1])));

  test('that does not read holds the function’s writes back', async () => {
    const url = await urlOf('slow', flood, 'RESPONSE_STREAM', 1);
    const incoming = await open(url);
    const log = await logOf('slow');
    expect(log).toContain('Status: timeout');
    expect(written(log)).toBeLessThan(30); // of 64: what the kernel's socket buffers took
    incoming.destroy();
  });

  test('that goes away lets the function run on, as on AWS', async () => {
    const url = await urlOf('gone', flood);
    (await open(url)).destroy();
    expect(written(await logOf('gone'))).toBe(64);
  });

  test('that reads gets all of it', async () => {
    const url = await urlOf('whole', flood);
    let size = 0;
    for await (const chunk of (await open(url)) as AsyncIterable<Buffer>) size += chunk.length;
    expect(size).toBe(64 * 1_024_000);
  });
});
