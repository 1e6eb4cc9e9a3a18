import { randomBytes } from 'node:crypto';
import { connect as connectSocket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../fixture.ts';
import { type Client, connectTo, startSocketFixture } from './fixture.ts';

const fixture = await startSocketFixture();
const { stack, createSocketApi, addRoute } = fixture;
const backend = await startBackend();
afterAll(async () => {
  await stack.stop();
  await backend[Symbol.asyncDispose]();
});

let apiId: string;
beforeAll(async () => {
  apiId = await createSocketApi();
  const IntegrationUri = backend.url;
  const integration = {
    IntegrationType: 'HTTP_PROXY' as const,
    IntegrationMethod: 'POST',
    IntegrationUri,
  };
  await addRoute(apiId, '$default', integration, { isTwoWay: true });
});

const MINUTE_MS = 60_000;

/** Whether the API still answers everybody else. */
async function isWell(): Promise<boolean> {
  const client = await connectTo(stack, apiId);
  client.send('hello');
  const answer = await client.next();
  client.socket.terminate();
  return answer.includes('"body":"hello"');
}

describe('by the clock', () => {
  it('an idle connection ends after ten minutes, one that speaks after two hours', async () => {
    const idle = await connectTo(stack, apiId);
    const busy = await connectTo(stack, apiId);
    await stack.clock.advance(9 * MINUTE_MS);
    busy.send('still here');
    await busy.next();
    await stack.clock.advance(2 * MINUTE_MS);
    expect(await idle.closed).toEqual({ code: 1001, reason: 'Going away' });
    for (let minutes = 11; minutes < 119; minutes += 9) {
      busy.socket.ping();
      await new Promise((resolve) => busy.socket.once('pong', resolve));
      await stack.clock.advance(9 * MINUTE_MS);
    }
    await stack.clock.advance(2 * MINUTE_MS);
    expect(await busy.closed).toEqual({ code: 1001, reason: 'Going away' });
  });
});

describe('by size', () => {
  it('takes frames of 32 KB and messages of 128 KB', async () => {
    const client = await connectTo(stack, apiId);
    client.socket.send('a'.repeat(32_768));
    expect((await client.next()).length).toBeGreaterThan(32_768);
    // Taken whole; what the backend makes of it is longer than a message.
    for (const part of [1, 2, 3, 4]) client.socket.send('b'.repeat(32_768), { fin: part === 4 });
    expect(await client.next()).toContain('"Internal server error"');
    client.socket.terminate();
  });

  it('ends with 1009 for a longer frame', async () => {
    const client = await connectTo(stack, apiId);
    client.socket.send('a'.repeat(32_769));
    expect(await client.closed).toMatchObject({ code: 1009 });
  });

  it('ends with 1009 for a longer message', async () => {
    const client = await connectTo(stack, apiId);
    for (const part of [1, 2, 3, 4, 5]) client.socket.send('b'.repeat(32_768), { fin: part === 5 });
    expect(await client.closed).toMatchObject({ code: 1009 });
  });

  it('ends with 1003 for a binary frame', async () => {
    const client = await connectTo(stack, apiId);
    client.socket.send(Buffer.from('{}'), { binary: true });
    expect(await client.closed).toMatchObject({ code: 1003 });
  });
});

/** A client that writes its frames by itself. */
async function rawClient(): Promise<{ client: Client; write(bytes: Buffer): void }> {
  const client = await connectTo(stack, apiId);
  const { _socket: socket } = client.socket as unknown as { _socket: NodeJS.WritableStream };
  return { client, write: (bytes) => void socket.write(bytes) };
}

function masked(first: number, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([first, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}

describe('hostile frames', () => {
  it.each([
    ['unmasked', Buffer.from([0x81, 0x02, 0x7b, 0x7d]), 1002],
    ['with a reserved bit', masked(0xc1, Buffer.from('{}')), 1002],
    ['with an unknown opcode', masked(0x83, Buffer.from('{}')), 1002],
    ['a continuation of nothing', masked(0x80, Buffer.from('{}')), 1002],
    ['a ping in pieces', masked(0x09, Buffer.from('{}')), 1002],
    ['a close with half a code', masked(0x88, Buffer.from([3])), 1002],
    ['invalid UTF-8', masked(0x81, Buffer.from([0xc3, 0x28])), 1007],
    ['a length of 2^62', Buffer.from([0x81, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]), 1009],
  ])('%s ends the connection', async (_name, bytes, code) => {
    const { client, write } = await rawClient();
    write(bytes);
    expect((await client.closed).code).toBe(code);
    expect(await isWell()).toBe(true);
  });

  it('in pieces without end are cut', async () => {
    const { client, write } = await rawClient();
    const piece = masked(0x00, Buffer.from('x'));
    write(masked(0x01, Buffer.from('x')));
    write(Buffer.concat(Array.from({ length: 5000 }, () => piece)));
    expect((await client.closed).code).toBe(1008);
    expect(await isWell()).toBe(true);
  });

  it('of random bytes end the connection', async () => {
    for (let round = 0; round < 20; round++) {
      const { client, write } = await rawClient();
      write(Buffer.concat([randomBytes(500), Buffer.from([0x00, 0x00])]));
      client.socket.on('close', () => {});
      setImmediate(() => client.socket.terminate());
      await client.closed;
    }
    expect(await isWell()).toBe(true);
  });

  it('JSON as deep as it is long is no JSON', async () => {
    const client = await connectTo(stack, apiId);
    client.send('['.repeat(16_000) + ']'.repeat(16_000));
    expect(await client.next()).toContain('"body":"[[[[');
    client.socket.terminate();
  });

  it('ten thousand pings are survived, and answered as far as they are read', async () => {
    const { client, write } = await rawClient();
    write(Buffer.concat(Array.from({ length: 10_000 }, () => masked(0x89, Buffer.alloc(100)))));
    client.send('after');
    expect(await client.next()).toContain('"body":"after"');
    client.socket.terminate();
  });

  it('a flood of messages is answered message by message', async () => {
    const client = await connectTo(stack, apiId);
    for (let n = 0; n < 500; n++) client.send(String(n));
    const seen = new Set<string>();
    for (let n = 0; n < 500; n++)
      seen.add((JSON.parse(await client.next()) as { body: string }).body);
    expect(seen.size).toBe(500);
    client.socket.terminate();
  });
});

/** Sends bytes as they are. @returns what comes back until the line is cut, or `until` is in it */
function exchange(bytes: string, until?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectSocket(stack.port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (until !== undefined && text.includes(until)) socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
  });
}

describe('hostile handshakes', () => {
  const head = (changes: Record<string, string | undefined> = {}, line = 'GET /test HTTP/1.1') => {
    const headers: Record<string, string | undefined> = {
      Host: `${apiId}.execute-api.localhost`,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      'Sec-WebSocket-Version': '13',
      ...changes,
    };
    const lines = Object.entries(headers).filter(([, value]) => value !== undefined);
    return `${line}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  };

  it('a sound one by hand is taken', async () => {
    expect(await exchange(head(), '\r\n\r\n')).toMatch(/^HTTP\/1\.1 101 /);
  });

  it.each([
    ['without a key', { 'Sec-WebSocket-Key': undefined }],
    ['with a short key', { 'Sec-WebSocket-Key': 'AAAA' }],
    ['with an old version', { 'Sec-WebSocket-Version': '8' }],
    ['with two keys', { 'sec-websocket-key': 'BAAAAAAAAAAAAAAAAAAAAA==' }],
    ['with the same subprotocol twice', { 'Sec-WebSocket-Protocol': 'a, a' }],
    ['with a subprotocol that is no token', { 'Sec-WebSocket-Protocol': 'a b' }],
    ['with a body', { 'Content-Length': '5' }],
    ['with a body in chunks', { 'Transfer-Encoding': 'chunked' }],
    ['with both kinds of length', { 'Content-Length': '5', 'Transfer-Encoding': 'chunked' }],
  ])('%s are refused', async (_name, changes) => {
    const smuggled = `GET /_brume/health HTTP/1.1\r\nHost: localhost\r\n\r\n`;
    const answer = await exchange(head(changes) + smuggled);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  it('by POST are refused', async () => {
    expect(await exchange(head({}, 'POST /test HTTP/1.1'))).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('that only offer an upgrade are ordinary requests', async () => {
    const h2c = { Upgrade: 'h2c', Connection: 'Upgrade, HTTP2-Settings', 'HTTP2-Settings': 'AA' };
    expect(await exchange(head(h2c), '}')).toMatch(/^HTTP\/1\.1 403 /);
    const plain = head({ Connection: 'close' });
    expect(await exchange(plain)).toMatch(/^HTTP\/1\.1 403 /);
  });

  it('to internal routes and AWS APIs are refused', async () => {
    for (const path of ['/_brume/health', '/'])
      expect(await exchange(head({ Host: 'localhost' }, `GET ${path} HTTP/1.1`))).toMatch(
        /^HTTP\/1\.1 400 /,
      );
  });

  it('that never end hold nobody up', async () => {
    const slow = Array.from({ length: 50 }, () => {
      const socket = connectSocket(stack.port, '127.0.0.1', () => {
        socket.write(head().slice(0, -20));
      });
      socket.on('error', () => {});
      return socket;
    });
    expect(await isWell()).toBe(true);
    for (const each of slow) each.destroy();
  });

  it('of clients that leave at once leave nothing behind', async () => {
    for (let round = 0; round < 20; round++) {
      const socket = connectSocket(stack.port, '127.0.0.1', () => {
        socket.write(head(), () => socket.destroy());
      });
      socket.on('error', () => {});
      await new Promise((resolve) => socket.once('close', resolve));
    }
    expect(await isWell()).toBe(true);
  });
});
