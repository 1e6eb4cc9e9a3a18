import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { ListDirectoryBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createStack, type Stack } from '../stack/create-stack.ts';
import type { LogRecord } from '../platform/logger.ts';

let stack: Stack;
let cacheDir: string;
const records: LogRecord[] = [];

beforeAll(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'brume-gateway-'));
  stack = await createStack({ cacheDir, logSink: (record) => records.push(record) });
});
afterAll(() => stack.stop());

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** fetch cannot set Host, so plain node requests do. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { port: stack.port, host: '127.0.0.1', path, headers, method },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => (body += text));
        response.on('end', () =>
          resolve({ status: response.statusCode!, headers: response.headers, body }),
        );
      },
    );
    request.on('error', reject).end();
  });
}

/** Sends bytes, closes the sending side unless more is promised, and returns all that came back. */
function raw(bytes: string | Buffer, { more = false } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(stack.port, '127.0.0.1', () =>
      more ? socket.write(bytes) : socket.end(bytes),
    );
    socket.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
    socket.on('error', reject).on('close', () => resolve(text));
  });
}

describe('internal routes', () => {
  test.each(['/_brume/health', '/_localstack/health', '/health'])('%s answers', async (path) => {
    const { status, body } = await get(path);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      services: { sts: 'running', xray: 'disabled' },
      edition: 'brume',
    });
    expect((await get(path, {}, 'HEAD')).status).toBe(200);
  });

  test('a foreign host is refused: DNS rebinding', async () => {
    const { status, body } = await get('/_brume/info', { host: 'evil.example:4566' });
    expect(status).toBe(403);
    expect(body).toContain('evil.example');
  });

  test.each(['https://evil.example', 'null', 'not a url'])(
    'the foreign origin %s is refused',
    async (origin) => {
      expect((await get('/_brume/info', { origin })).status).toBe(403);
    },
  );

  test('the same origin is not', async () => {
    expect((await get('/_brume/info', { origin: stack.endpoint })).status).toBe(200);
  });

  test('an unknown route and an unknown method say so', async () => {
    expect((await get('/_brume/nothing')).status).toBe(404);
    expect((await get('/_brume/info', {}, 'POST')).status).toBe(405);
  });

  test('their description lists them', async () => {
    const { body } = await get('/_brume/openapi.json');
    expect(Object.keys((JSON.parse(body) as { paths: object }).paths)).toContain('/_brume/clock');
  });

  test('time can be moved, and only forward by a duration', async () => {
    const post = (body: string): Promise<Response> =>
      fetch(`${stack.endpoint}/_brume/clock`, { method: 'POST', body });
    const before = stack.clock.now();
    expect((await post('{"advance":"2h"}')).status).toBe(200);
    expect(stack.clock.now() - before).toBeGreaterThanOrEqual(7_200_000);
    for (const body of ['{"advance":"-2h"}', '{"advance":2}', '{', '[]', '{"advance":"soon"}'])
      expect((await post(body)).status).toBe(400);
  });
});

describe('AWS APIs', () => {
  test('a request runs through the chain and into the log', async () => {
    const { Arn } = await stack.client(STSClient).send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe('arn:aws:iam::123456789012:root');
    expect(records.map((record) => record.message)).toContain('AWS sts.GetCallerIdentity => 200');
  });

  test('a 12-digit access key is an account', async () => {
    const client = stack.client(STSClient, {
      credentials: { accessKeyId: '000000000042', secretAccessKey: 'x' },
    });
    expect((await client.send(new GetCallerIdentityCommand({}))).Account).toBe('000000000042');
  });

  test('a known operation that is not built answers 501', async () => {
    const client = stack.client(S3Client);
    await expect(client.send(new ListDirectoryBucketsCommand({}))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'Brume does not implement s3 ListDirectoryBuckets.',
      $metadata: { httpStatusCode: 501 },
    });
  });

  test('a request for no service says what is missing', async () => {
    const { status, body } = await get('/');
    expect(status).toBe(400);
    expect(body).toContain('could not tell which AWS service');
  });

  test('a browser may call them', async () => {
    const preflight = await get(
      '/',
      {
        origin: 'http://app.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-amz-target',
      },
      'OPTIONS',
    );
    expect(preflight.status).toBe(200);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'x-amz-target',
    });
    expect(
      (await get('/', { origin: 'http://app.example' })).headers['access-control-allow-origin'],
    ).toBe('*');
  });

  test('a body past the limit is refused before it is read', async () => {
    const answer = await raw(
      'POST / HTTP/1.1\r\nHost: logs.us-east-1.localhost\r\nX-Amz-Target: Logs_20140328.DescribeLogGroups\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: 99999999\r\n\r\n{}',
      { more: true },
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });
});

describe('the port', () => {
  test('speaks TLS with a certificate of the local authority, for any name', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const ask = async (ca?: string): Promise<void> => {
        const request = httpsRequest(
          {
            port: stack.port,
            host: '127.0.0.1',
            path: '/health',
            servername: 'lambda.us-east-1.amazonaws.com',
            headers: { host: 'localhost' },
            ...(ca ? { ca } : { rejectUnauthorized: false }),
          },
          (response) => {
            response.resume();
            response.on('end', () =>
              ca
                ? resolve(`${response.statusCode}`)
                : void readFile(join(cacheDir, 'ca', 'ca.pem'), 'utf8').then(ask),
            );
          },
        );
        request.on('error', reject).end();
      };
      void ask();
    });
    expect(answer).toBe('200');
  });

  test.each([
    ['no HTTP at all', 'hello\r\n\r\n', /^HTTP\/1\.1 400 /],
    [
      'a huge head',
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`,
      /^HTTP\/1\.1 431 /,
    ],
    [
      'two content lengths',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      /^HTTP\/1\.1 400 /,
    ],
    [
      'length and chunks',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      /^HTTP\/1\.1 400 /,
    ],
    ['bytes of TLS that are none', Buffer.from([0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5]), /^.{0,20}$/s],
  ])('answers %s', async (_what, bytes, expected) => {
    expect(await raw(bytes)).toMatch(expected);
  });

  test('answers several requests on one connection in order', async () => {
    const text = await raw(
      'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /_brume/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n',
    );
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 404']);
  });
});

describe('a client that sends no more', () => {
  const TARGET =
    'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.1\r\nX-Amz-Target: Logs_20140328.DescribeLogGroups\r\n';
  /** What comes back until the connection ends. */
  const send = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      let answer = '';
      const socket = connect(stack.port, '127.0.0.1', () => socket.end(text));
      socket.setEncoding('latin1').on('data', (chunk: string) => (answer += chunk));
      socket.on('end', () => resolve(answer)).on('error', reject);
    });

  test('is answered what came whole, each request in turn', async () => {
    const whole = `${TARGET}Content-Length: 2\r\n\r\n{}`;
    expect(await send(whole + whole)).toMatch(/^(HTTP\/1\.1 200 .*?"logGroups":\[\]\}){2}$/s);
  });

  test.each(['', 'POST / HT', `${TARGET}Content-Length: 9\r\n\r\n{`])(
    'is not waited for: %j',
    async (half) => {
      expect(await send(half)).not.toMatch(/ 200 /);
    },
  );
});
