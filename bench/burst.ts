/**
 * Many invocations at the same moment: all connections are open before the first request is sent, and
 * every answer must be the one to its own event. A process of its own, as `http-load.ts`.
 *
 * usage: node bench/burst.ts '{"port":…,"path":"/2015-03-31/functions/f/invocations","count":1000}'
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';

export interface BurstPlan {
  port: number;
  path: string;
  /** Of requests, each on a connection of its own. */
  count: number;
}

export interface BurstResult {
  /** From the first byte sent to the last answer. */
  wallMs: number;
  /** Answered with their own event. */
  answered: number;
  /** Answered with 429. */
  throttled: number;
  /** Anything else, by what was said; `lost` are connections that ended without an answer. */
  failed: Record<string, number>;
}

/** Opens connections a few at a time: a listener's backlog is short. */
async function openAll({ port, count }: BurstPlan): Promise<Socket[]> {
  const sockets: Socket[] = [];
  while (sockets.length < count) {
    const some = Array.from({ length: Math.min(64, count - sockets.length) }, () =>
      connect({ port, host: '127.0.0.1', noDelay: true }),
    );
    await Promise.all(some.map((socket) => once(socket, 'connect')));
    sockets.push(...some);
  }
  return sockets;
}

function send(socket: Socket, { port, path }: BurstPlan, body: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const end = (): void => resolve(text);
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
      const headEnd = text.indexOf('\r\n\r\n');
      const length = /content-length: *(\d+)/i.exec(text)?.[1];
      if (headEnd >= 0 && text.length >= headEnd + 4 + Number(length)) end();
    });
    socket.once('error', end).once('close', end);
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
  });
}

const plan = JSON.parse(process.argv[2]!) as BurstPlan;
const sockets = await openAll(plan);
const result: BurstResult = { wallMs: 0, answered: 0, throttled: 0, failed: {} };
const startedAt = performance.now();
await Promise.all(
  sockets.map(async (socket, index) => {
    const body = JSON.stringify({ index });
    const answer = await send(socket, plan, body);
    const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1];
    const payload = answer.slice(answer.indexOf('\r\n\r\n') + 4);
    if (status === '200' && payload === body) result.answered += 1;
    else if (status === '429') result.throttled += 1;
    else {
      const what = status === undefined ? 'lost' : `${status} ${payload.slice(0, 200)}`;
      result.failed[what] = (result.failed[what] ?? 0) + 1;
    }
  }),
);
result.wallMs = performance.now() - startedAt;
for (const socket of sockets) socket.destroy();
console.log(JSON.stringify(result));
