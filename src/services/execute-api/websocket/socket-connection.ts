/** The socket of one connected client: limits, pings, pressure, and how it ends. */
import type { RawData, WebSocket } from 'ws';
import type { Clock, Timer } from '../../../platform/clock.ts';
import type { OpenConnection } from './connections.ts';
import type { Connection } from './exchange.ts';
import { watchFrameLengths } from './frame-lengths.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html */
export const MESSAGE_LIMIT_BYTES = 128 * 1024;
const FRAME_LIMIT_BYTES = 32 * 1024;
const IDLE_MS = 10 * 60_000;
const LONGEST_MS = 2 * 60 * 60_000;

/** Messages of one client that are with their integrations at once; the next ones stay in its socket. */
const MOST_IN_FLIGHT = 32;
/** What may wait for a client that does not read: eight messages of the largest kind. */
const SEND_BUFFER_BYTES = 8 * MESSAGE_LIMIT_BYTES;

export interface ConnectionEvents {
  /** Never rejects. */
  message(text: string): Promise<void>;
  /** Once, when the connection is over. */
  closed(code: number, reason: string): void;
}

export class SocketConnection implements OpenConnection {
  readonly connection: Connection;
  readonly #clock: Clock;
  readonly #socket: WebSocket;
  readonly #events: ConnectionEvents;
  lastActiveAtEpochMs: number;
  #inFlight = 0;
  readonly #waiting: string[] = [];
  #timer: Timer;
  /** How the server ended it; what the client says of the end does not count then. */
  #ended: { code: number; reason: string } | undefined;

  constructor(clock: Clock, connection: Connection, socket: WebSocket, events: ConnectionEvents) {
    this.connection = connection;
    this.#clock = clock;
    this.#socket = socket;
    this.#events = events;
    this.lastActiveAtEpochMs = clock.now();
    this.#timer = this.#startTimer();
    socket.on('message', this.#onMessage);
    socket.on('ping', this.#onPing);
    socket.on('close', this.#onClose);
    socket.on('pong', () => this.#touch());
    // `close` follows, with the code of what was wrong.
    socket.on('error', () => {});
  }

  get isOpen(): boolean {
    return this.#ended === undefined && this.#socket.readyState === this.#socket.OPEN;
  }

  send(data: string): boolean {
    if (this.#socket.bufferedAmount + Buffer.byteLength(data) > SEND_BUFFER_BYTES) return false;
    this.#touch();
    this.#socket.send(data);
    return true;
  }

  close(code: number, reason: string): void {
    if (this.#ended) return;
    this.#ended = { code, reason };
    this.#timer.cancel();
    if (this.#socket.isPaused) this.#socket.resume();
    this.#socket.close(code, reason);
  }

  terminate(): void {
    // After the close frame, which is on its way already.
    this.#socket.terminate();
  }

  /** A listener that sees the client's bytes before `ws` does. */
  watch(): (chunk: Uint8Array) => void {
    const isTooLong = watchFrameLengths(FRAME_LIMIT_BYTES);
    return (chunk) => {
      if (!this.#ended && isTooLong(chunk)) this.close(1009, 'Frame too long');
    };
  }

  #touch(): void {
    this.lastActiveAtEpochMs = this.#clock.now();
  }

  /** One timer a connection, set again only when it rings: activity costs nothing. */
  #startTimer(): Timer {
    const { connectedAtEpochMs } = this.connection;
    const dueAt = (): number =>
      Math.min(this.lastActiveAtEpochMs + IDLE_MS, connectedAtEpochMs + LONGEST_MS);
    return this.#clock.at(dueAt(), () => {
      if (dueAt() <= this.#clock.now()) this.close(1001, 'Going away');
      else this.#timer = this.#startTimer();
    });
  }

  #onMessage = (data: RawData, isBinary: boolean): void => {
    if (this.#ended) return;
    this.#touch();
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-binary-media-types.html
    if (isBinary) return this.close(1003, 'Binary frames are not supported');
    const text = (data as Buffer).toString('utf8');
    if (this.#inFlight < MOST_IN_FLIGHT) return void this.#run(text);
    // What came in the same breath as the last one; nothing more is read until it is done.
    this.#waiting.push(text);
    this.#socket.pause();
  };

  async #run(first: string): Promise<void> {
    this.#inFlight += 1;
    for (let text: string | undefined = first; text !== undefined; text = this.#waiting.shift())
      await this.#events.message(text);
    this.#inFlight -= 1;
    if (this.#socket.isPaused) this.#socket.resume();
  }

  /** A client that does not read its pongs gets no more of them. */
  #onPing = (data: Buffer): void => {
    if (this.#ended) return;
    this.#touch();
    if (this.#socket.bufferedAmount < FRAME_LIMIT_BYTES) this.#socket.pong(data);
  };

  #onClose = (code: number, reason: Buffer): void => {
    this.#timer.cancel();
    const ended = this.#ended ?? { code, reason: reason.toString('utf8') };
    this.#ended ??= ended;
    this.#waiting.length = 0;
    this.#events.closed(ended.code, ended.reason || reasonOf(ended.code));
  };
}

/** AWS's words for a close frame that has none of its own (1000 and 1005 are recorded from AWS). */
function reasonOf(code: number): string {
  if (code === 1000) return 'Connection Closed Normally';
  if (code === 1001) return 'Going away';
  if (code === 1005) return 'Client-side close frame status not set';
  return code === 1006 ? 'Connection Closed Abnormally' : '';
}
