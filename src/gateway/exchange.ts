import type { IncomingMessage } from 'node:http';
import type {
  OperationModel,
  ProtocolName,
  ServiceModel,
  WireResponse,
} from '../protocol/interface.ts';
import type { ServiceId } from '../protocol/service-id.ts';
import type { Caller, RequestAddress } from '../services/context.ts';
import type { Gateway } from './gateway.ts';
import { hostOnly } from './hosts.ts';

/**
 * One AWS API request on its way through the chain. Each handler reads what those before it found
 * and adds its own; the first to set `response` ends the chain.
 */
export interface Exchange {
  readonly gateway: Gateway;
  /** Absent when the body came with the head. */
  readonly request?: IncomingMessage;
  readonly sourceIp: string;
  readonly tls: boolean;
  readonly method: string;
  /** Raw, without the query. */
  readonly path: string;
  /** Raw, without `?`. */
  readonly query: string;
  /** Lower-case names; repeated ones joined. */
  readonly headers: Readonly<Record<string, string>>;
  readonly startedAtMs: number;
  /** Aborted when the client has gone away. */
  readonly signal: AbortSignal;

  /** Tells a client that waits for it to send the body; undefined once told, or when none waits. */
  sendContinue: (() => void) | undefined;
  requestId: string;
  serviceId?: ServiceId;
  model?: ServiceModel;
  operation?: OperationModel;
  protocol?: ProtocolName;
  account: string;
  region: string;
  caller: Caller;
  accessKeyId?: string;
  /** Of the caller's key; absent for keys that nobody issued. */
  secretAccessKey?: string | undefined;
  body?: Buffer | AsyncIterable<Uint8Array>;
  input?: Record<string, unknown>;
  output?: object;
  /** The code of the error that was answered, for the request log. */
  errorCode?: string;
  response?: WireResponse;
}

/** Where the request was sent. */
export function addressOf({ headers, path }: Exchange): RequestAddress {
  return { host: hostOnly(headers['host']), path };
}

export type Handler = (exchange: Exchange) => void | Promise<void>;
