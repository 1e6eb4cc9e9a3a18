import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import type { Timer } from '../../../platform/clock.ts';
import type { ServiceHost } from '../../context.ts';
import { CutOff } from '../../data-plane.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html; the same for REST APIs */
const PAYLOAD_LIMIT_BYTES = 10 * 1024 * 1024;

export interface HttpCall {
  method: string;
  url: URL;
  /** Alternating names and values. */
  headers: readonly string[];
  body: Buffer;
  /** From the request to the last byte of the answer. */
  timeoutMs: number;
  /** For HTTPS: what the backend may know the gateway by, and whether it must prove who it is. */
  tls?: Pick<SecureContextOptions, 'cert' | 'key'> & { rejectUnauthorized?: boolean };
}

export type HttpOutcome<Body = Buffer> =
  /** Headers alternate names and values. */
  | { kind: 'answer'; status: number; headers: string[]; body: Body }
  | { kind: 'too-large' }
  | { kind: 'timeout' }
  | { kind: 'unreachable'; reason: string };

/** Calls any HTTP server, and takes its answer whole. Never rejects. */
export async function callHttp(host: ServiceHost, call: HttpCall): Promise<HttpOutcome> {
  const opened = await openHttp(host, call);
  if (opened.kind !== 'answer') return opened;
  try {
    const body = await readBody(opened.body);
    return body ? { ...opened, body } : { kind: 'too-large' };
  } catch (error) {
    return (error as Error).cause === TIMED_OUT
      ? { kind: 'timeout' }
      : { kind: 'unreachable', reason: String(error) };
  }
}

/**
 * Calls any HTTP server; its body is read as it comes, and must be read. Never rejects, but a body
 * that breaks off throws `CutOff`.
 */
export async function openHttp(
  { clock }: ServiceHost,
  call: HttpCall,
): Promise<HttpOutcome<AsyncIterable<Uint8Array>>> {
  const giveUp = new AbortController();
  const timer = clock.realTimeout(call.timeoutMs, () => giveUp.abort());
  try {
    const response = await send(call, giveUp.signal);
    return {
      kind: 'answer',
      status: response.statusCode ?? 500,
      headers: response.rawHeaders,
      body: bodyOf(response, giveUp.signal, timer),
    };
  } catch (error) {
    timer.cancel();
    if (giveUp.signal.aborted) return { kind: 'timeout' };
    return { kind: 'unreachable', reason: String(error) };
  }
}

const TIMED_OUT = 'timeout';

async function* bodyOf(
  response: IncomingMessage,
  signal: AbortSignal,
  timer: Timer,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* response as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new CutOff(String(error), { cause: signal.aborted ? TIMED_OUT : error });
  } finally {
    timer.cancel();
  }
}

/** What may be sent twice without doing twice (RFC 9110, 9.2.2). */
const IDEMPOTENT = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PUT']);

/**
 * Node's agents keep connections for the next request. The backend may close one just when it is used
 * again: then the request goes out once more.
 */
function send(call: HttpCall, signal: AbortSignal, isRepeated = false): Promise<IncomingMessage> {
  const { method, url, headers, body, tls } = call;
  const start = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const outgoing = start(url, { method, headers: [...headers], signal, ...tls }, resolve);
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      const wasIdle = outgoing.reusedSocket && error.code === 'ECONNRESET';
      if (wasIdle && !isRepeated && IDEMPOTENT.has(method) && !signal.aborted)
        send(call, signal, true).then(resolve, reject);
      else reject(error);
    });
    outgoing.end(body);
  });
}

/** @returns undefined past the limit */
async function readBody(source: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of source) {
    sizeBytes += chunk.length;
    if (sizeBytes > PAYLOAD_LIMIT_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, sizeBytes);
}
