/**
 * The load generator of the S3 benchmark: raw sockets, one request in flight per connection, bodies
 * written from one buffer and counted without being kept. A process of its own, as `http-load.ts`.
 *
 * usage: node bench/object-load.ts '{"port":…,"method":"PUT","host":…,"path":…,"sizeBytes":…,"connections":8,"seconds":2}'
 */
import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';

export interface ObjectPlan {
  port: number;
  method: 'GET' | 'PUT';
  host: string;
  /** A `PUT` goes to a new key each time: a number is appended. */
  path: string;
  /** Of the body sent or expected. */
  sizeBytes: number;
  /** Lines of the head besides Host and Content-Length. */
  headers: readonly string[];
  connections: number;
  seconds: number;
}

export interface ObjectResult {
  requestsPerSecond: number;
  mibPerSecond: number;
  p50Ms: number;
  /** Answers that were not 2xx, or brought another number of bytes. */
  failures: number;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/** Counts one answer after the other on a socket. */
function readAnswers(
  socket: Socket,
  onAnswer: (answer: { status: number; length: number; closes: boolean }) => void,
): void {
  let head: Buffer = Buffer.alloc(0);
  let answer = { status: 0, length: 0, closes: false };
  let missing = -1;
  socket.on('data', (chunk: Buffer) => {
    let rest = chunk;
    if (missing < 0) {
      head = head.length === 0 ? rest : Buffer.concat([head, rest]);
      const end = head.indexOf(HEAD_END);
      if (end < 0) return;
      const text = head.toString('latin1', 0, end);
      answer = {
        status: Number(text.slice(9, 12)),
        length: Number(/\r\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? 0),
        closes: /\r\nconnection: *close/i.test(text),
      };
      rest = head.subarray(end + 4);
      head = Buffer.alloc(0);
      missing = answer.length;
    }
    missing -= rest.length;
    if (missing > 0) return;
    missing = -1;
    onAnswer(answer);
  });
}

async function run(plan: ObjectPlan): Promise<ObjectResult> {
  const { method, host, path, sizeBytes, headers, connections, seconds } = plan;
  const body = Buffer.alloc(method === 'PUT' ? sizeBytes : 0, 'brume');
  const latenciesMs: number[] = [];
  let failures = 0;
  let asked = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  const head = (): string =>
    [
      `${method} ${path}${method === 'PUT' ? `-${process.pid}-${asked++}` : ''} HTTP/1.1`,
      `Host: ${host}`,
      `Content-Length: ${body.length}`,
      ...headers,
      '\r\n',
    ].join('\r\n');

  const oneConnection = async (): Promise<void> => {
    while (performance.now() < endsAt) await untilClosed();
  };
  /** A server that closes after each answer is met with a new connection each time. */
  const untilClosed = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect({ port: plan.port, host: '127.0.0.1', noDelay: true });
      let sentAt = performance.now();
      const send = (): void => {
        socket.cork();
        socket.write(head());
        if (body.length > 0) socket.write(body);
        socket.uncork();
      };
      readAnswers(socket, ({ status, length, closes }) => {
        const now = performance.now();
        if (status < 200 || status > 299 || (method === 'GET' && length !== sizeBytes)) failures++;
        latenciesMs.push(now - sentAt);
        sentAt = now;
        if (closes || now >= endsAt) socket.destroy();
        else send();
      });
      socket
        .on('connect', send)
        .on('error', reject)
        .on('close', () => resolve());
    });

  await Promise.all(Array.from({ length: connections }, oneConnection));
  const elapsedSeconds = (performance.now() - startedAt) / 1000;
  latenciesMs.sort((a, b) => a - b);
  return {
    requestsPerSecond: latenciesMs.length / elapsedSeconds,
    mibPerSecond: (latenciesMs.length * sizeBytes) / elapsedSeconds / 2 ** 20,
    p50Ms: latenciesMs[Math.floor(latenciesMs.length / 2)] ?? 0,
    failures,
  };
}

if (process.argv[2])
  console.log(JSON.stringify(await run(JSON.parse(process.argv[2]) as ObjectPlan)));
