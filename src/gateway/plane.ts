/** Data-plane requests that arrive through node's HTTP server: read the body, ask the plane, write its answer. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PlaneRequest, PlaneResponse, PlaneTarget } from '../services/data-plane.ts';
import { CLIENT_GONE } from './client-gone.ts';
import { hostOnly } from './hosts.ts';
import type { RequestLine } from './request-line.ts';
import { sendStream } from './send.ts';

export async function handlePlane(
  target: PlaneTarget,
  request: IncomingMessage,
  response: ServerResponse,
  line: RequestLine,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(CLIENT_GONE);
  });
  const head = toPlaneHead(request, line, gone.signal);
  const body = await readBody(request, target.bodyLimitBytes);
  if (!body) {
    response.shouldKeepAlive = false; // the rest of the body is still on its way
    await respond(response, target.tooLarge(head));
    return;
  }
  await respond(response, await target.handle({ ...head, body }));
}

/** A request of node's as data planes see it. */
export function toPlaneHead(
  request: IncomingMessage,
  line: RequestLine,
  signal: AbortSignal,
): Omit<PlaneRequest, 'body'> {
  return {
    ...line,
    rawHeaders: request.rawHeaders,
    host: hostOnly(request.headers.host),
    sourceIp: (request.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, ''),
    protocol: `HTTP/${request.httpVersion}`,
    tls: 'encrypted' in request.socket,
    signal,
  };
}

/** @returns undefined past the limit */
async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitBytes) return undefined;
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size);
}

async function respond(response: ServerResponse, answer: PlaneResponse): Promise<void> {
  const { status, headers, body } = answer;
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) {
    response.writeHead(status, [...headers]); // an array: cookies come more than once
    return sendStream(response, body);
  }
  const noBody = status === 204 || status === 304;
  const length = noBody ? [] : ['content-length', String(Buffer.byteLength(body))];
  response.writeHead(status, [...headers, ...length]);
  response.end(noBody ? undefined : body);
}
