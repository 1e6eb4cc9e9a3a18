import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { WireResponse } from '../protocol/interface.ts';
import { CutOff } from '../services/data-plane.ts';

/** So that a disk is read while the socket takes what came before. */
const READ_AHEAD_BYTES = 131072;

/** Writes a response; a streamed body follows the client's pace, and ends when the client is gone. */
export async function send(response: ServerResponse, wire: WireResponse): Promise<void> {
  if (response.destroyed) return;
  const { status, headers, body } = wire;
  if (typeof body === 'string' || Buffer.isBuffer(body)) {
    // The answer to HEAD tells the length of what GET would send.
    if (status !== 204 && status !== 304 && response.req.method !== 'HEAD')
      headers['content-length'] = String(Buffer.byteLength(body));
    response.writeHead(status, headers);
    response.end(body);
    return;
  }
  response.writeHead(status, headers);
  await sendStream(response, body);
}

/** The head is written; the body follows the client's pace. */
export async function sendStream(
  response: ServerResponse,
  body: AsyncIterable<Uint8Array>,
): Promise<void> {
  response.flushHeaders();
  try {
    const source = Readable.from(body, { objectMode: false, highWaterMark: READ_AHEAD_BYTES });
    await pipeline(source, response);
  } catch (error) {
    // The head is out: all that can still be said is that the body is not whole.
    response.destroy();
    if (error instanceof CutOff) return;
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
