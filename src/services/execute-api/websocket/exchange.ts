import type { Caller, ServiceHost } from '../../context.ts';
import type { PlaneRequest } from '../../data-plane.ts';
import { parseJson, type Value } from '../vtl/java-values.ts';
import type { ExecutionLog } from '../rest/execution-log.ts';
import type { DeployedWebSocketApi, WebSocketRoute, WebSocketStage } from './deployed.ts';

/** What stays the same for as long as a client is connected. */
export interface Connection {
  readonly connectionId: string;
  readonly apiId: string;
  readonly stageName: string;
  readonly account: string;
  readonly region: string;
  readonly connectedAtEpochMs: number;
  readonly domainName: string;
  readonly sourceIp: string;
  readonly userAgent: string | undefined;
  /** What the authorizer said at the handshake; part of every later event. */
  authorizer?: Record<string, unknown>;
  /** Who signed the handshake, on routes with IAM authorization. */
  caller?: Caller;
  /** The key that it came with. */
  apiKey?: { id: string; value: string };
}

/** One event of a connection on its way to its integration; each step adds what it found. */
export interface SocketExchange {
  readonly host: ServiceHost;
  readonly api: DeployedWebSocketApi;
  readonly stage: WebSocketStage;
  readonly connection: Connection;
  readonly eventType: 'CONNECT' | 'MESSAGE' | 'DISCONNECT';
  /** `requestId` and `extendedRequestId` of the event: AWS gives both the same value. */
  readonly requestId: string;
  readonly startedAtEpochMs: number;
  /** The request of the handshake; only `$connect` sees it. */
  readonly handshake?: PlaneRequest;
  /** The text of the message. */
  readonly body?: string;
  readonly messageId?: string;
  readonly disconnect?: { code: number; reason: string };
  /** As selected; the value that selected nothing when there is no such route. */
  routeKey: string;
  route?: WebSocketRoute;
  /** The key that the authorizer named. */
  usageIdentifierKey?: string | undefined;
  /** Undefined: nothing is logged. */
  log?: ExecutionLog;
  integrationStatus?: number;
  integrationLatencyMs?: number;
  failure?: string;
  /** Made on first use. */
  parsedBody?: { value: Value | undefined };
}

/** The message as JSON; undefined when it is none. */
export function jsonBody(exchange: SocketExchange): Value | undefined {
  return (exchange.parsedBody ??= { value: parse(exchange.body ?? '') }).value;
}

function parse(text: string): Value | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** What went wrong between the gateway and an integration. `message` is what the client is told. */
export class SocketFailure extends Error {
  override readonly name = 'SocketFailure';
  /** Of a handshake that ends like this. */
  readonly status: number;
  /** For the execution log. */
  readonly detail: string;

  constructor(status: number, message: string, detail: string = message) {
    super(message);
    this.status = status;
    this.detail = detail;
  }
}

export function internalFailure(detail: string, status = 500): SocketFailure {
  return new SocketFailure(status, 'Internal server error', detail);
}
