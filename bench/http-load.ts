/**
 * A load generator as cheap as one in JavaScript can be: raw sockets, one request in flight per
 * connection, responses framed by content-length or chunks. Runs as a process of its own, so that it
 * does not share an event loop with what it measures.
 *
 * usage: node bench/http-load.ts '{"port":…,"request":"GET / …","connections":8,"seconds":2}'
 */
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';

export interface LoadPlan {
  port: number;
  /** The whole request, head and body. */
  request: string;
  /** A JSON string of so many bytes follows the request, which tells its length already. */
  bodyBytes?: number;
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
const CHUNKED = /transfer-encoding: *chunked/i;

/** Collects one response. @returns whether it is whole, and its head */
function createFrame(): (chunk: Buffer) => string | undefined {
  let head: string | undefined;
  let pending: Buffer = Buffer.alloc(0);
  /** Of the body; undefined for chunks. */
  let missing: number | undefined;
  return (chunk) => {
    if (head === undefined) {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      const headEnd = pending.indexOf('\r\n\r\n');
      if (headEnd < 0) return undefined;
      head = pending.toString('latin1', 0, headEnd);
      pending = pending.subarray(headEnd + 4);
      missing = CHUNKED.test(head)
        ? undefined
        : Number(CONTENT_LENGTH.exec(head)?.[1] ?? 0) - pending.length;
    } else if (missing === undefined) pending = Buffer.concat([pending.subarray(-8), chunk]);
    else missing -= chunk.length;
    const isWhole = missing === undefined ? pending.subarray(-5).equals(LAST_CHUNK) : missing <= 0;
    return isWhole ? head : undefined;
  };
}
const LAST_CHUNK = Buffer.from('0\r\n\r\n');

function run(plan: LoadPlan): Promise<LoadResult> {
  const { bodyBytes } = plan;
  const body = bodyBytes === undefined ? '' : `"${'x'.repeat(bodyBytes - 2)}"`;
  const request = Buffer.from(plan.request + body, 'latin1');
  const latenciesUs: number[] = [];
  let failures = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + plan.seconds * 1000;

  const oneConnection = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect({ port: plan.port, host: '127.0.0.1', noDelay: true });
      let frame = createFrame();
      let sentAt = 0;
      const send = (): void => {
        sentAt = performance.now();
        socket.write(request);
      };
      socket.on('connect', send);
      socket.on('error', reject);
      socket.on('close', () => resolve());
      socket.on('data', (chunk) => {
        const head = frame(chunk);
        if (head === undefined) return;
        frame = createFrame();
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
      requestsPerSecond: Math.round((latenciesUs.length / elapsedSeconds) * 10) / 10,
      p50Us: at(0.5),
      p99Us: at(0.99),
      failures,
    };
  });
}

if (process.argv[2])
  console.log(JSON.stringify(await run(JSON.parse(process.argv[2]) as LoadPlan)));
