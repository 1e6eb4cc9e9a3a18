import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { ServiceHost } from '../../context.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html; the same for REST APIs */
const PAYLOAD_LIMIT_BYTES = 10 * 1024 * 1024;

export interface HttpCall {
  method: string;
  url: URL;
  /** Alternating names and values. */
  headers: readonly string[];
  body: Buffer;
  timeoutMs: number;
}

export type HttpOutcome =
  /** Headers alternate names and values. */
  | { kind: 'answer'; status: number; headers: string[]; body: Buffer }
  | { kind: 'too-large' }
  | { kind: 'timeout' }
  | { kind: 'unreachable'; reason: string };

/** Calls any HTTP server. Never rejects. */
export async function callHttp({ clock }: ServiceHost, call: HttpCall): Promise<HttpOutcome> {
  const giveUp = new AbortController();
  const timer = clock.realTimeout(call.timeoutMs, () => giveUp.abort());
  try {
    const response = await send(call, giveUp.signal);
    const body = await readBody(response);
    if (!body) return { kind: 'too-large' };
    return {
      kind: 'answer',
      status: response.statusCode ?? 500,
      headers: response.rawHeaders,
      body,
    };
  } catch (error) {
    if (giveUp.signal.aborted) return { kind: 'timeout' };
    return { kind: 'unreachable', reason: String(error) };
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
  const { method, url, headers, body } = call;
  const start = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const outgoing = start(url, { method, headers: [...headers], signal }, resolve);
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
async function readBody(response: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > PAYLOAD_LIMIT_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, sizeBytes);
}
