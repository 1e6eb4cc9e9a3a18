/**
 * A load generator as cheap as one in JavaScript can be: raw sockets, one request in flight per
 * connection, responses framed by content-length. Runs as a process of its own, so that it does not
 * share an event loop with what it measures.
 *
 * usage: node bench/http-load.ts '{"port":…,"request":"GET / …","connections":8,"seconds":2}'
 */
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';

export interface LoadPlan {
  port: number;
  /** The whole request, head and body. */
  request: string;
  connections: number;
  seconds: number;
}

export interface LoadResult {
  requestsPerSecond: number;
  p50Us: number;
  p99Us: number;
  /** Answers that were not 2xx. */
  failures: number;
}

const CONTENT_LENGTH = /content-length: *(\d+)/i;

function run(plan: LoadPlan): Promise<LoadResult> {
  const request = Buffer.from(plan.request, 'latin1');
  const latenciesUs: number[] = [];
  let failures = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + plan.seconds * 1000;

  const oneConnection = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect({ port: plan.port, host: '127.0.0.1', noDelay: true });
      let pending: Buffer = Buffer.alloc(0);
      let sentAt = 0;
      const send = (): void => {
        sentAt = performance.now();
        socket.write(request);
      };
      socket.on('connect', send);
      socket.on('error', reject);
      socket.on('close', () => resolve());
      socket.on('data', (chunk) => {
        pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
        const headEnd = pending.indexOf('\r\n\r\n');
        if (headEnd < 0) return;
        const head = pending.toString('latin1', 0, headEnd);
        const length = Number(CONTENT_LENGTH.exec(head)?.[1] ?? 0);
        if (pending.length < headEnd + 4 + length) return;
        pending = Buffer.alloc(0);
        if (head.charCodeAt(9) !== 0x32 /* 2 */) failures++;
        const now = performance.now();
        latenciesUs.push((now - sentAt) * 1000);
        if (now >= endsAt) socket.destroy();
        else send();
      });
    });

  return Promise.all(Array.from({ length: plan.connections }, oneConnection)).then(() => {
    const elapsedSeconds = (performance.now() - startedAt) / 1000;
    latenciesUs.sort((a, b) => a - b);
    const at = (share: number): number =>
      Math.round(latenciesUs[Math.floor(latenciesUs.length * share)] ?? 0);
    return {
      requestsPerSecond: Math.round(latenciesUs.length / elapsedSeconds),
      p50Us: at(0.5),
      p99Us: at(0.99),
      failures,
    };
  });
}

if (process.argv[2])
  console.log(JSON.stringify(await run(JSON.parse(process.argv[2]) as LoadPlan)));
