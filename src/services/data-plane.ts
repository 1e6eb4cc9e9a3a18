/**
 * A data plane answers HTTP requests that are not AWS API calls: execute-api, function URLs, and
 * later websites. It sees raw requests and has its own short chain.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** A request as it came in; the body is already read (up to the data plane's limit). */
export interface PlaneRequest {
  method: string;
  /** Raw, still percent-encoded, without the query. */
  path: string;
  /** The path as the client sent and signed it, where a plane has shortened `path`. */
  sentPath?: string;
  /** Raw, without `?`; empty when absent. */
  query: string;
  /** Alternating names and values as sent: order, case and repetition kept. */
  rawHeaders: readonly string[];
  /** The Host header without port, lower case. */
  host: string;
  body: Buffer;
  sourceIp: string;
  protocol: string;
  tls: boolean;
  /** Aborted when the client has gone away. */
  signal: AbortSignal;
}

export interface PlaneResponse {
  status: number;
  /** Alternating names and values, written as they are. `content-length`, `date` and `connection` are added by the server. */
  headers: readonly string[];
  /** Bytes that come one after the other follow the client's pace; a `CutOff` thrown by them ends the connection. */
  body: Buffer | string | AsyncIterable<Uint8Array>;
}

/** A streamed body broke off: all that a client can still be told is that it is not whole. */
export class CutOff extends Error {
  override readonly name = 'CutOff';
}

/** The part of a request that decides where it goes. */
export interface PlaneAddress {
  host: string;
  path: string;
  /** The rest of the head, where the front of the data planes has read it; absent from node's. */
  head?: PlaneHead;
}

export interface PlaneHead {
  method: string;
  /** Raw, without `?`. */
  query: string;
  /** Alternating names and values as sent. */
  rawHeaders: readonly string[];
  /** `chunked`, or the number of body bytes. */
  body: number | 'chunked';
}

export interface DataPlane {
  readonly id: string;
  /** The request, as this plane sees it, or undefined when it is not addressed to this plane. Must be cheap. */
  match(address: PlaneAddress): PlaneTarget | undefined;
}

export interface PlaneTarget {
  /** Larger bodies are answered by `tooLarge` without being read to the end. */
  bodyLimitBytes: number;
  handle(request: PlaneRequest): PlaneResponse | Promise<PlaneResponse>;
  tooLarge(request: Omit<PlaneRequest, 'body'>): PlaneResponse;
  /**
   * Takes the connection of a WebSocket handshake over, or gives the response that refuses it. Absent:
   * this plane knows no WebSockets, and `handle` answers as if no upgrade had been asked for.
   */
  upgrade?(request: PlaneRequest, wire: UpgradeWire): Promise<PlaneResponse | undefined>;
}

/** The connection of a WebSocket handshake, as node's server hands it over. */
export interface UpgradeWire {
  readonly message: IncomingMessage;
  readonly socket: Duplex;
  /** What the client sent behind the request's head. */
  readonly head: Buffer;
}
