/**
 * One client connection of the data planes, without node's HTTP server: that costs more than all of
 * the rest of the invoke path (docs/performance.md). A request that is not for a data plane, or that
 * the strict parser does not take, makes the connection node's for good.
 */
import type { Socket } from 'node:net';
import type { Clock, Timer } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type {
  DataPlane,
  PlaneRequest,
  PlaneResponse,
  PlaneTarget,
} from '../../services/data-plane.ts';
import { CLIENT_GONE } from '../client-gone.ts';
import { route } from '../hosts.ts';
import { type Head, parseHead } from './parse-head.ts';
import { readChunks } from './read-chunks.ts';
import { writePlaneResponse, type WriteOptions } from './write-plane-response.ts';

export interface PlaneConnectionOptions {
  dataPlanes: readonly DataPlane[];
  clock: Clock;
  log: Logger;
  /** The date header's value now. */
  date: () => string;
  /** Takes the connection over; unread bytes are already back in the socket. */
  handOver: (socket: Socket, wantsWebSocket: boolean) => void;
  keepAliveMs: number;
  requestTimeoutMs: number;
}

const HEAD_LIMIT_BYTES = 64 * 1024;
/** Bytes of further requests to hold while one is being answered. */
const PIPELINE_LIMIT_BYTES = 256 * 1024;
const EMPTY = Buffer.alloc(0);
/** A header line; what else it takes to make a handshake of it is for others to say. */
const UPGRADE = /\r\nupgrade:[ \t]*websocket[ \t]*\r\n/i;

/** A request whose body is still coming. */
interface PartialBody {
  head: Head;
  target: PlaneTarget;
  parts: Buffer[];
  missing: number;
}

/** What all requests of a connection share. */
interface Peer {
  sourceIp: string;
  tls: boolean;
}

class ConnectionRequest implements PlaneRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly rawHeaders: readonly string[];
  readonly host: string;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly protocol = 'HTTP/1.1';
  readonly tls: boolean;
  readonly #signal: () => AbortSignal;

  constructor(head: Head, body: Buffer, peer: Peer, signal: () => AbortSignal) {
    this.method = head.method;
    this.path = head.path;
    this.query = head.query;
    this.rawHeaders = head.rawHeaders;
    this.host = head.host;
    this.body = body;
    this.sourceIp = peer.sourceIp;
    this.tls = peer.tls;
    this.#signal = signal;
  }

  get signal(): AbortSignal {
    return this.#signal();
  }
}

export class PlaneConnection {
  readonly #socket: Socket;
  readonly #options: PlaneConnectionOptions;
  #buffer: Buffer = EMPTY;
  #partial: PartialBody | undefined;
  #busy = false;
  #closing = false;
  /** The client sends no more, and may still read. */
  #ended = false;
  #guard: Timer | undefined;
  #gone: AbortController | undefined;
  readonly #peer: Peer;

  constructor(socket: Socket, options: PlaneConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#peer = {
      sourceIp: (socket.remoteAddress ?? '127.0.0.1').replace('::ffff:', ''),
      tls: 'encrypted' in socket,
    };
    socket.setTimeout(options.keepAliveMs, this.#onIdle);
    socket.on('data', this.#onData);
    socket.on('end', this.#onEnd);
    socket.on('close', this.#onClose);
  }

  /** Takes no further request; closes now when none is being answered. */
  drain(): void {
    this.#closing = true;
    if (!this.#busy && !this.#partial && this.#buffer.length === 0) this.#socket.destroy();
  }

  #onIdle = (): void => {
    if (!this.#busy) this.#socket.destroy();
  };

  /** What came whole is answered; the rest of half a request will never come. */
  #onEnd = (): void => {
    this.#ended = true;
    if (!this.#busy) this.#socket.end();
  };

  #onClose = (): void => {
    this.#guard?.cancel();
    this.#gone?.abort(CLIENT_GONE);
  };

  #onData = (chunk: Buffer): void => {
    if (this.#partial) return this.#takeBody(this.#partial, chunk);
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    if (!this.#busy) this.#next();
    else if (this.#buffer.length > PIPELINE_LIMIT_BYTES) this.#socket.pause();
  };

  /** Reads one request from the buffer, if it is whole. */
  #next(): void {
    const buffer = this.#buffer;
    if (buffer.length === 0) return this.#waitForNothing();
    const headEnd = buffer.indexOf('\r\n\r\n', 0, 'latin1');
    if (headEnd < 0 && buffer.length <= HEAD_LIMIT_BYTES) return this.#waitForMore();
    const head =
      headEnd < 0 || headEnd > HEAD_LIMIT_BYTES
        ? undefined
        : parseHead(buffer.toString('latin1', 0, headEnd));
    if (!head) return this.#handOver();
    const destination = route({ host: head.host, path: head.path, head }, this.#options.dataPlanes);
    if (destination.kind !== 'data-plane') return this.#handOver();
    this.#readBody(head, destination.target, headEnd + 4);
  }

  #readBody(head: Head, target: PlaneTarget, start: number): void {
    const buffer = this.#buffer;
    if (head.body === 'chunked') {
      const read = readChunks(buffer, start, target.bodyLimitBytes);
      if (read.state === 'too-large') return this.#refuse(head, target);
      // Chunks that do not come at once are rare; node's parser reads them as they come.
      if (read.state !== 'whole') return this.#handOver();
      return this.#run(head, target, read.body, read.end);
    }
    if (head.body > target.bodyLimitBytes) return this.#refuse(head, target);
    const end = start + head.body;
    if (buffer.length >= end)
      return this.#run(head, target, head.body === 0 ? EMPTY : buffer.subarray(start, end), end);
    this.#partial = { head, target, parts: [buffer.subarray(start)], missing: end - buffer.length };
    this.#buffer = EMPTY;
    this.#waitForMore();
  }

  /** A body that comes in pieces is joined once, when it is whole. */
  #takeBody(partial: PartialBody, chunk: Buffer): void {
    partial.parts.push(chunk);
    partial.missing -= chunk.length;
    if (partial.missing > 0) return;
    this.#partial = undefined;
    const { head, target, parts } = partial;
    this.#buffer = Buffer.concat(parts);
    const size = head.body as number;
    this.#run(head, target, this.#buffer.subarray(0, size), size);
  }

  #run(head: Head, target: PlaneTarget, body: Buffer, end: number): void {
    this.#guard?.cancel();
    this.#guard = undefined;
    this.#buffer = end === this.#buffer.length ? EMPTY : this.#buffer.subarray(end);
    this.#busy = true;
    this.#answer(head, this.#handle(target, this.#toRequest(head, body)));
  }

  #handle(target: PlaneTarget, request: PlaneRequest): PlaneResponse | Promise<PlaneResponse> {
    try {
      return target.handle(request);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  #refuse(head: Head, target: PlaneTarget): void {
    this.#buffer = EMPTY;
    this.#busy = true;
    // The rest of the body is unread, so nothing after it could be understood.
    this.#closing = true;
    this.#answer(head, target.tooLarge(this.#toRequest(head, EMPTY)));
  }

  /** An answer that is there at once is also written a turn later, or pipelined requests would nest. */
  #answer(head: Head, pending: PlaneResponse | Promise<PlaneResponse>): void {
    const options = {
      method: head.method,
      date: this.#options.date(),
      close: head.close || this.#closing,
    };
    Promise.resolve(pending).then(
      (response) => this.#write(head, response, options),
      (error: unknown) => this.#fail(head, error, options),
    );
  }

  #write(head: Head, response: PlaneResponse, options: WriteOptions): void {
    const socket = this.#socket;
    if (socket.destroyed) return;
    let streamed: Promise<void> | undefined;
    try {
      streamed = writePlaneResponse(socket, response, options);
    } catch (error) {
      return this.#fail(head, error, options);
    }
    if (!streamed) return this.#answered(options.close);
    streamed.then(
      () => this.#answered(options.close),
      (error: unknown) => {
        this.#report(head, error);
        socket.destroy(); // its head is sent, so the client must see that the body is not whole
      },
    );
  }

  #fail(head: Head, error: unknown, options: WriteOptions): void {
    this.#report(head, error);
    if (this.#socket.destroyed) return;
    void writePlaneResponse(this.#socket, internalServerError, options);
    this.#answered(options.close);
  }

  #report(head: Head, error: unknown): void {
    this.#options.log.error(`${head.method} ${head.path} failed`, {
      code: 'ERR_UNEXPECTED',
      error,
    });
  }

  #answered(close: boolean): void {
    const socket = this.#socket;
    this.#busy = false;
    this.#gone = undefined;
    if (close || this.#closing) return void socket.end();
    if (socket.isPaused()) socket.resume();
    this.#next();
  }

  #toRequest(head: Head, body: Buffer): PlaneRequest {
    return new ConnectionRequest(head, body, this.#peer, this.#signal);
  }

  /** Made only for those who look: most requests end before their client does. */
  #signal = (): AbortSignal => (this.#gone ??= new AbortController()).signal;

  #waitForNothing(): void {
    this.#guard?.cancel();
    this.#guard = undefined;
    if (this.#ended) this.#socket.end();
  }

  #waitForMore(): void {
    if (this.#ended) return void this.#socket.end();
    this.#guard ??= this.#options.clock.realTimeout(this.#options.requestTimeoutMs, () => {
      this.#socket.end(
        'HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n',
      );
    });
  }

  #handOver(): void {
    const socket = this.#socket;
    const headEnd = this.#buffer.indexOf('\r\n\r\n', 0, 'latin1');
    const head = this.#buffer.toString('latin1', 0, Math.min(headEnd + 2, HEAD_LIMIT_BYTES));
    this.#guard?.cancel();
    this.#guard = undefined;
    socket.off('data', this.#onData);
    socket.off('end', this.#onEnd);
    socket.off('close', this.#onClose);
    socket.setTimeout(0);
    socket.off('timeout', this.#onIdle);
    socket.pause();
    if (this.#buffer.length > 0) socket.unshift(this.#buffer);
    this.#buffer = EMPTY;
    this.#options.handOver(socket, UPGRADE.test(head));
    socket.resume();
  }
}

const internalServerError: PlaneResponse = {
  status: 500,
  headers: ['content-type', 'application/json'],
  body: '{"message":"Internal Server Error"}',
};
