import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Readable } from 'node:stream';

export interface PatientRequest {
  method: string;
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
}

/**
 * `fetch` that waits as long as it takes: Node's own gives up after five minutes without an answer,
 * and an invocation may run for fifteen. It follows no redirects.
 * @throws the error of the connection, or why `signal` was aborted
 */
export async function fetchPatiently(url: string, init: PatientRequest): Promise<Response> {
  const { method, headers, body, signal } = init;
  const send = url.startsWith('https:') ? requestHttps : requestHttp;
  const answered = Promise.withResolvers<IncomingMessage>();
  // Without an agent nobody sets a timeout on the socket, and none is left to keep the process alive.
  send(url, { method, agent: false, ...(headers && { headers }), ...(signal && { signal }) })
    .once('response', answered.resolve)
    .once('error', answered.reject)
    .end(body);
  const message = await answered.promise;
  const status = message.statusCode ?? 500;
  const hasBody = status !== 204 && status !== 304;
  if (!hasBody) message.resume();
  return new Response(hasBody ? Readable.toWeb(message) : null, {
    status,
    statusText: message.statusMessage ?? '',
    headers: pairs(message.rawHeaders),
  });
}

function pairs(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, i): [string, string][] =>
    i % 2 === 0 ? [[name, raw[i + 1] ?? '']] : [],
  );
}
