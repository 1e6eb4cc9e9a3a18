/** Delivery to subscribers that listen as an extension would. */
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Clock } from '../../platform/clock.ts';
import { createFastClock } from '../fixtures/fast-clock.ts';
import { TelemetryHub } from './hub.ts';
import type { Subscription } from './subscription.ts';

interface Delivered {
  time: string;
  type: string;
  record: unknown;
}

interface Listener {
  port: number;
  /** One entry for each call. */
  batches: Delivered[][];
  calls: string[];
}

async function listen(
  answer: (call: number) => number | Promise<number> = () => 200,
): Promise<Listener> {
  const batches: Delivered[][] = [];
  const calls: string[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', async () => {
      calls.push(`${request.method} ${request.headers.host} ${request.url}`);
      batches.push(JSON.parse(body) as Delivered[]);
      response.writeHead(await answer(calls.length)).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, batches, calls };
}

/** @param speed real time runs this much faster */
function open(speed = 1): { clock: Clock; hub: TelemetryHub } {
  const clock = createFastClock(speed);
  const hub = new TelemetryHub(clock);
  onTestFinished(() => {
    hub.reopen();
    clock.close();
  });
  return { clock, hub };
}

const to = (port: number, members: Partial<Subscription> = {}): Subscription => ({
  api: 'telemetry',
  categories: ['platform', 'function', 'extension'],
  destination: { protocol: 'HTTP', port, path: '/logs?a=1', method: 'POST' },
  maxItems: 1000,
  maxBytes: 262_144,
  timeoutMs: 25,
  ...members,
});

const records = (batches: Delivered[][]): unknown[] => batches.flat().map(({ record }) => record);

describe('a subscriber', () => {
  it('gets what happened before it came, and what happens, in order', async () => {
    const { port, batches, calls } = await listen();
    const { hub } = open();
    hub.publish('platform', 'platform.initStart', { phase: 'init' });
    expect(hub.subscribe('x', to(port))).toBeUndefined();
    hub.publish('function', 'function', 'hello\n');
    hub.close();
    hub.publish('extension', 'extension', 'there\n');
    await expect.poll(() => batches.flat().length).toBe(3);
    expect(batches.flat()[0]).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      type: 'platform.initStart',
      record: { phase: 'init' },
    });
    expect(records(batches).slice(1)).toEqual(['hello\n', 'there\n']);
    expect(calls[0]).toBe(`POST sandbox.localdomain:${port} /logs?a=1`);
  });

  it('gets only the categories that it asked for', async () => {
    const { port, batches } = await listen();
    const { hub } = open();
    hub.subscribe('x', to(port, { categories: ['function'] }));
    hub.publish('platform', 'platform.start', {});
    hub.publish('extension', 'extension', 'no');
    hub.publish('function', 'function', 'yes');
    await expect.poll(() => records(batches)).toEqual(['yes']);
  });

  it('gets a batch when it is full, by number and by bytes, however long the time', async () => {
    const { port, batches } = await listen();
    const { hub } = open();
    hub.subscribe('x', to(port, { timeoutMs: 30_000 }));
    for (let index = 0; index < 1000; index++) hub.publish('function', 'function', index);
    await expect.poll(() => batches.map(({ length }) => length)).toEqual([1000]);
    const long = 'x'.repeat(100_000);
    for (let index = 0; index < 3; index++) hub.publish('function', 'function', long);
    await expect.poll(() => batches.map(({ length }) => length)).toEqual([1000, 3]);
    hub.publish('function', 'function', 'rest');
    hub.flush();
    await expect.poll(() => batches.length).toBe(3);
  });

  it('over TCP gets lines', async () => {
    let received = '';
    const server = createTcpServer((socket) =>
      socket.on('data', (chunk) => (received += chunk)).on('error', () => {}),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const { hub } = open();
    hub.subscribe('x', to(0, { destination: { protocol: 'TCP', port } }));
    hub.publish('function', 'function', 1);
    hub.publish('function', 'function', 2);
    await expect.poll(() => received.split('\n').length).toBe(3);
    expect(
      received
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as Delivered).record),
    ).toEqual([1, 2]);
  });

  it('of the Logs API gets the events and members of that API', async () => {
    const { port, batches } = await listen();
    const { hub } = open();
    hub.subscribe('x', to(port, { api: 'logs' }));
    hub.publish('platform', 'platform.initStart', { phase: 'init' });
    hub.publish('platform', 'platform.start', { requestId: 'r', functionArn: 'a', version: '1' });
    hub.publish('platform', 'platform.end', { requestId: 'r' });
    hub.publish('platform', 'platform.fault', 'RequestId: r Error: no\n');
    hub.publish('platform', 'platform.report', {
      requestId: 'r',
      status: 'success',
      metrics: { durationMs: 1 },
    });
    await expect
      .poll(() => records(batches))
      .toEqual([
        { requestId: 'r', version: '1' },
        { requestId: 'r' },
        'RequestId: r Error: no\n',
        { requestId: 'r', metrics: { durationMs: 1 } },
      ]);
  });
});

describe('a subscriber that does not listen', () => {
  it('gets the same batch again, after longer and longer pauses', async () => {
    const { port, batches } = await listen((call) => (call < 3 ? 500 : 200));
    const { hub } = open(10);
    hub.subscribe('x', to(port));
    hub.publish('function', 'function', 'once');
    await expect.poll(() => batches.length).toBe(3);
    hub.publish('function', 'function', 'more');
    await expect.poll(() => records(batches)).toEqual(['once', 'once', 'once', 'more']);
  });

  it('loses it in the end, and is told', async () => {
    let up = false;
    const { port, batches } = await listen(() => (up ? 200 : 503));
    const { hub } = open(100);
    hub.subscribe('x', to(port));
    hub.publish('function', 'function', 'lost');
    await expect.poll(() => batches.length, { timeout: 10_000 }).toBe(8);
    up = true;
    hub.publish('function', 'function', 'kept');
    await expect
      .poll(() => batches.flat().at(-1), { timeout: 10_000 })
      .toMatchObject({
        type: 'platform.logsDropped',
        record: {
          reason: 'the subscriber answered 503',
          droppedRecords: 1,
          droppedBytes: expect.any(Number),
        },
      });
  });

  it('that is too slow loses what does not fit, and is told in AWS’s words', async () => {
    let release = (): void => {};
    const slow = new Promise<number>((resolve) => (release = () => resolve(200)));
    const { port, batches } = await listen(() => slow);
    const { hub } = open();
    hub.subscribe('x', to(port, { timeoutMs: 1000 }));
    const long = 'x'.repeat(200_000);
    for (let index = 0; index < 12; index++) hub.publish('function', 'function', long);
    release();
    await expect
      .poll(() => batches.flat().find(({ type }) => type === 'platform.logsDropped'), {
        timeout: 5000,
      })
      .toMatchObject({
        record: {
          reason:
            'Some logs were dropped because the downstream consumer is slower than the logs production rate',
          droppedRecords: expect.any(Number),
        },
      });
    const dropped = batches.flat().find(({ type }) => type === 'platform.logsDropped')?.record as {
      droppedRecords: number;
    };
    expect(
      batches.flat().filter(({ type }) => type === 'function').length + dropped.droppedRecords,
    ).toBe(12);
  });

  it('is left alone while its environment is frozen', async () => {
    const { port, batches } = await listen();
    const { hub } = open();
    hub.subscribe('x', to(port));
    hub.pause();
    hub.publish('function', 'function', 'later');
    hub.flush();
    await new Promise((resolve) => setImmediate(resolve));
    expect(batches).toEqual([]);
    hub.resume();
    await expect.poll(() => records(batches)).toEqual(['later']);
  });
});

describe('subscriptions', () => {
  it('replace one another by name, and close with INIT', async () => {
    const [old, now] = [await listen(), await listen()];
    const { hub } = open();
    hub.subscribe('x', to(old.port));
    hub.subscribe('x', to(now.port));
    expect(hub.subscribe('y', to(now.port, { api: 'logs' }))).toBe('other-api');
    hub.close();
    expect(hub.subscribe('z', to(now.port))).toBe('closed');
    hub.publish('function', 'function', 1);
    await expect.poll(() => now.batches.length).toBe(1);
    expect(old.batches).toEqual([]);
  });

  it('that nobody made cost nothing once INIT is over', () => {
    const { hub } = open();
    for (let index = 0; index < 5000; index++) hub.publish('function', 'function', index);
    hub.close();
    expect(hub.isListening).toBe(false);
  });

  it('of the next INIT get what was left unsaid by the last one', async () => {
    const { port, batches } = await listen();
    const { hub } = open();
    hub.close();
    hub.reopen();
    hub.publish('platform', 'platform.report', { status: 'timeout' });
    hub.subscribe('x', to(port));
    await expect.poll(() => records(batches)).toEqual([{ status: 'timeout' }]);
  });
});
