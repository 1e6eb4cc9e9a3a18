/** Data-plane responses as bytes: head and body in one write. */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { CutOff, type PlaneResponse } from '../../services/data-plane.ts';

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const FORBIDDEN_IN_VALUE = /[^\t\x20-\x7e\x80-\xff]/;
/** Below this, copying the body behind the head is cheaper than a second write. */
const ONE_WRITE_BYTES = 64 * 1024;

export interface WriteOptions {
  method: string;
  /** An RFC 9110 date; made once a second by the caller. */
  date: string;
  close: boolean;
}

/**
 * @returns nothing when all is written, a promise while a stream goes on
 * @throws TypeError for a header that would break the framing (a function's answer may hold anything);
 * nothing has been written then
 */
export function writePlaneResponse(
  socket: Socket,
  response: PlaneResponse,
  options: WriteOptions,
): Promise<void> | undefined {
  const { status, body } = response;
  const framed = startHead(response, options);
  if (typeof body !== 'string' && !Buffer.isBuffer(body))
    return stream(socket, framed, body, options);
  const noBody = status === 204 || status === 304;
  const length = noBody ? '' : `content-length: ${Buffer.byteLength(body)}\r\n`;
  const head = `${framed}${length}\r\n`;
  if (noBody || options.method === 'HEAD') socket.write(head, 'latin1');
  else writeTogether(socket, head, body);
  return undefined;
}

function writeTogether(socket: Socket, head: string, body: string | Buffer): void {
  const size = Buffer.byteLength(body);
  if (size > ONE_WRITE_BYTES) {
    socket.cork();
    socket.write(head, 'latin1');
    socket.write(body);
    socket.uncork();
    return;
  }
  const bytes = Buffer.allocUnsafe(head.length + size);
  bytes.write(head, 0, 'latin1');
  if (typeof body === 'string') bytes.write(body, head.length, 'utf8');
  else body.copy(bytes, head.length);
  socket.write(bytes);
}

function startHead({ status, headers }: PlaneResponse, options: WriteOptions): string {
  let head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n`;
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i]!;
    const value = headers[i + 1]!;
    if (!NAME.test(name) || FORBIDDEN_IN_VALUE.test(value))
      throw new TypeError(
        `The header ${JSON.stringify(name)} cannot be sent: its name or value has characters that HTTP forbids.`,
      );
    head += `${name}: ${value}\r\n`;
  }
  return `${head}date: ${options.date}\r\nconnection: ${options.close ? 'close' : 'keep-alive'}\r\n`;
}

async function stream(
  socket: Socket,
  framed: string,
  body: AsyncIterable<Uint8Array>,
  options: WriteOptions,
): Promise<void> {
  socket.write(`${framed}transfer-encoding: chunked\r\n\r\n`, 'latin1');
  if (options.method === 'HEAD') return;
  try {
    for await (const chunk of body) {
      if (socket.destroyed) return;
      if (chunk.length === 0) continue;
      if (!writeChunk(socket, chunk)) await drainOrClose(socket);
    }
  } catch (error) {
    socket.destroy(); // without the last chunk, which would say that the body is whole
    if (error instanceof CutOff) return;
    throw error;
  }
  socket.write('0\r\n\r\n', 'latin1');
}

function writeChunk(socket: Socket, chunk: Uint8Array): boolean {
  socket.cork();
  socket.write(`${chunk.length.toString(16)}\r\n`, 'latin1');
  socket.write(chunk);
  const drained = socket.write('\r\n', 'latin1');
  socket.uncork();
  return drained;
}

function drainOrClose(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.once('drain', done);
    socket.once('close', done);
  });
}
