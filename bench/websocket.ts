/** WebSocket APIs: what an open connection weighs, how long a broadcast and a round trip take. */
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateIntegrationResponseCommand,
  CreateRouteCommand,
  CreateRouteResponseCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { Agent, request } from 'node:http';
import { WebSocket } from 'ws';
import { createClient } from '../src/stack/client.ts';
import { printTable, spread } from './figures.ts';
import { memoryMib, startBrume } from './processes.ts';
import type { Part } from './rows.ts';

/** Handshakes, and posts of a broadcast, that are under way at once. */
const AT_ONCE = 64;
const TEXT = JSON.stringify({ from: 'anna', text: 'x'.repeat(200) });

interface Listener {
  socket: WebSocket;
  connectionId: string;
  /** When the latest message came. */
  heardAtMs: number;
}

export const benchWebSocket: Part = async ({ quick, stateDir }) => {
  const options = { connections: quick ? 500 : 5000, rounds: quick ? 2 : 5 };
  const brume = await startBrume({}, '--quiet', '--state-dir', stateDir);
  try {
    const apiId = await deploy(brume.port);
    const first = await listen(brume.port, apiId); // loads what the first handshake loads
    const before = await memoryMib(brume.child.pid!);
    const listeners = await openAll(brume.port, apiId, options.connections);
    const after = await memoryMib(brume.child.pid!);
    const p50Ms: number[] = [];
    const p99Ms: number[] = [];
    for (let round = 0; round < options.rounds; round++) {
      const waits = await broadcast(brume.port, apiId, listeners);
      p50Ms.push(waits[Math.floor(waits.length / 2)]!);
      p99Ms.push(waits[Math.floor(waits.length * 0.99)]!);
    }
    const tripsUs = await roundTrips(first, options.rounds * 500);
    console.log(
      `\nWebSocket API (${options.connections} open connections, ${options.rounds} broadcasts of ${TEXT.length} bytes to all, ${AT_ONCE} posts at once)`,
    );
    printTable(
      ['', 'median (range)'],
      [
        ...(before && after
          ? [['RSS per connection, KiB', perConnection(before.rss, after.rss, listeners.length)]]
          : []),
        ['broadcast: half of the clients after, ms', spread(p50Ms, 0)],
        ['broadcast: 99 % of the clients after, ms', spread(p99Ms, 0)],
        ['round trip of one message (mock), p50 µs', tripsUs.p50.toFixed(0)],
        ['round trip of one message (mock), p99 µs', tripsUs.p99.toFixed(0)],
      ],
    );
    for (const { socket } of [first, ...listeners]) socket.terminate();
    return [
      { what: '99 % of a broadcast to all open WebSockets', values: p99Ms, unit: 'ms', digits: 0 },
    ];
  } finally {
    await brume.stop();
  }
};

function perConnection(beforeMib: number, afterMib: number, count: number): string {
  return (((afterMib - beforeMib) * 1024) / count).toFixed(1);
}

/** An API whose only route tells a client its connection id. */
async function deploy(port: number): Promise<string> {
  const endpoint = `http://localhost:${port}`;
  const client = createClient(ApiGatewayV2Client, { endpoint, region: 'us-east-1' });
  const { ApiId } = await client.send(
    new CreateApiCommand({
      Name: 'bench',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
    }),
  );
  const TemplateSelectionExpression = '\\$default';
  const { IntegrationId } = await client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'MOCK',
      RequestTemplates: { $default: '{"statusCode":200}' },
      TemplateSelectionExpression,
    }),
  );
  await client.send(
    new CreateIntegrationResponseCommand({
      ApiId,
      IntegrationId,
      IntegrationResponseKey: '$default',
      ResponseTemplates: { $default: '$context.connectionId' },
      TemplateSelectionExpression,
    }),
  );
  const { RouteId } = await client.send(
    new CreateRouteCommand({
      ApiId,
      RouteKey: '$default',
      Target: `integrations/${IntegrationId}`,
      RouteResponseSelectionExpression: '$default',
    }),
  );
  await client.send(
    new CreateRouteResponseCommand({ ApiId, RouteId, RouteResponseKey: '$default' }),
  );
  await client.send(new CreateStageCommand({ ApiId, StageName: 'prod', AutoDeploy: true }));
  return ApiId ?? '';
}

async function openAll(port: number, apiId: string, count: number): Promise<Listener[]> {
  const listeners: Listener[] = [];
  while (listeners.length < count) {
    const some = Math.min(AT_ONCE, count - listeners.length);
    listeners.push(...(await Promise.all(Array.from({ length: some }, () => listen(port, apiId)))));
  }
  return listeners;
}

function listen(port: number, apiId: string): Promise<Listener> {
  const url = `ws://127.0.0.1:${port}/_aws/execute-api/${apiId}/prod`;
  const socket = new WebSocket(url, { perMessageDeflate: false });
  const listener: Listener = { socket, connectionId: '', heardAtMs: 0 };
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', () => socket.send('who am I'));
    socket.once('message', (data: Buffer) => {
      listener.connectionId = data.toString('utf8');
      socket.on('message', () => (listener.heardAtMs = performance.now()));
      resolve(listener);
    });
  });
}

/** @returns how long each client waited, since the broadcast began, shortest first */
async function broadcast(
  port: number,
  apiId: string,
  listeners: readonly Listener[],
): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const startedAtMs = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let each = listeners[next++]; each; each = listeners[next++])
      await post(agent, port, `/_aws/execute-api/${apiId}/prod`, each.connectionId);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  while (listeners.some(({ heardAtMs }) => heardAtMs < startedAtMs))
    await new Promise((resolve) => setImmediate(resolve));
  agent.destroy();
  return listeners.map(({ heardAtMs }) => heardAtMs - startedAtMs).toSorted((a, b) => a - b);
}

function post(agent: Agent, port: number, base: string, id: string): Promise<void> {
  const path = `${base}/@connections/${encodeURIComponent(id)}`;
  return new Promise((resolve, reject) => {
    const outgoing = request({ agent, host: '127.0.0.1', port, path, method: 'POST' }, (answer) => {
      answer.resume();
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`Status ${answer.statusCode}`)),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(TEXT);
  });
}

async function roundTrips(
  { socket }: Listener,
  count: number,
): Promise<{ p50: number; p99: number }> {
  const us: number[] = [];
  for (let trip = 0; trip < count; trip++) {
    const startedAtMs = performance.now();
    const heard = new Promise((resolve) => socket.once('message', resolve));
    socket.send('{"action":"none"}');
    await heard;
    us.push((performance.now() - startedAtMs) * 1000);
  }
  us.sort((a, b) => a - b);
  return { p50: us[Math.floor(count / 2)]!, p99: us[Math.floor(count * 0.99)]! };
}
