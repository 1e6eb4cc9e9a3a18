import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseHead } from './parse-head.ts';

/** Node's own parser (llhttp) is the judge: what the strict parser accepts, it must read the same. */
let seen: IncomingMessage | undefined;
let refused = false;
const judge = createServer({ requireHostHeader: false }, (request, response) => {
  seen = request;
  response.end();
});
judge.on('clientError', (_error, socket) => {
  refused = true;
  socket.destroy();
});

beforeAll(() => new Promise<void>((resolve) => judge.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => judge.close(resolve)));

function ask(head: string): Promise<IncomingMessage | undefined> {
  seen = undefined;
  refused = false;
  return new Promise((resolve) => {
    const socket = connect((judge.address() as AddressInfo).port, '127.0.0.1', () => {
      socket.end(Buffer.from(`${head}\r\n\r\n`, 'latin1'));
    });
    socket.on('data', () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(refused ? undefined : seen));
  });
}

const piece = fc.constantFrom(
  'GET / HTTP/1.1',
  'POST /a/b?c=d HTTP/1.1',
  'PUT /%2e%2e/%00 HTTP/1.1',
  'GET http://x/ HTTP/1.1',
  'GET /\x80 HTTP/1.1',
  'get / HTTP/1.1',
  'GET  / HTTP/1.1',
  'GET / HTTP/1.0',
  'GET /#f HTTP/1.1',
  'GET * HTTP/1.1',
  'DELETE //x// HTTP/1.1',
  'Host: a',
  'Host: A.b:80',
  'host:x',
  'Host: a b',
  'Host:',
  'Host : a',
  'Content-Length: 0',
  'Content-Length: 00',
  'Content-Length: +0',
  'Content-Length: 0, 0',
  'Content-Length : 0',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: xchunked',
  'Transfer-Encoding: chunked, identity',
  'X-A: b',
  'X-A:\tb\t',
  'X-A: \x80\xff',
  'X-A: \x00',
  'X-A: a\nb',
  'X-A: a\rb',
  ' folded: x',
  '\tfolded',
  'X A: b',
  ': b',
  'X-A',
  '',
  'Connection: close',
  'Connection: Keep-Alive',
  'Connection: upgrade',
  'Cookie: a=b; c="d"',
  'X-Ä: b',
);
const head = fc
  .tuple(
    piece,
    fc.array(piece, { maxLength: 5 }),
    fc.constantFrom('\r\n', '\r\n', '\r\n', '\n', '\r'),
  )
  .map(([first, rest, separator]) => [first, ...rest].join(separator));
const noise = fc
  .string({ unit: 'binary-ascii', maxLength: 60 })
  .map((text) => `GET /${text} HTTP/1.1\r\nHost: a`);

test('what the strict parser accepts, llhttp reads the same', { timeout: 60_000 }, async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(head, noise), async (text) => {
      const ours = parseHead(text);
      if (!ours) return;
      accepted++;
      const theirs = await ask(ours.body === 'chunked' ? `${text}\r\n\r\n0` : text);
      expect(theirs?.method).toBe(ours.method);
      expect(theirs?.url).toBe(text.split(' ')[1]);
      expect(theirs?.rawHeaders).toEqual(ours.rawHeaders);
      expect(theirs?.headers['transfer-encoding'] === 'chunked').toBe(ours.body === 'chunked');
    }),
    { numRuns: 3000 },
  );
  expect(accepted).toBeGreaterThan(100);
});

test.each([
  ['two hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b'],
  ['no host', 'GET / HTTP/1.1\r\nX: y'],
  ['both lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked'],
  ['two lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3'],
  ['a signed length', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +3'],
  ['another coding', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked'],
  ['a folded header', 'GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b'],
  ['space before the colon', 'GET / HTTP/1.1\r\nHost : a'],
  ['a bare line feed', 'GET / HTTP/1.1\r\nHost: a\nX: y'],
  ['HTTP/1.0', 'GET / HTTP/1.0\r\nHost: a'],
  ['an upgrade', 'GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket'],
  ['an expectation', 'POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue'],
])('leaves %s to node', (_what, text) => {
  expect(parseHead(text)).toBeUndefined();
});

test('reads a plain request', () => {
  expect(
    parseHead(
      'POST /a%2Fb?x=1&x=2 HTTP/1.1\r\nHost: API.localhost:4566\r\ncontent-length: 12\r\nConnection: close',
    ),
  ).toEqual({
    method: 'POST',
    path: '/a%2Fb',
    query: 'x=1&x=2',
    rawHeaders: ['Host', 'API.localhost:4566', 'content-length', '12', 'Connection', 'close'],
    host: 'api.localhost',
    body: 12,
    close: true,
  });
});
