/** The data plane of WebSocket APIs: handshakes become connections, whose messages become events. */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { WebSocketServer } from 'ws';
import type { ServiceHost } from '../../context.ts';
import type { PlaneRequest, PlaneResponse, UpgradeWire } from '../../data-plane.ts';
import type { ApiAddress } from '../address.ts';
import { headerOf } from '../exchange.ts';
import { makeRequestId } from '../request-id.ts';
import { answerConnect } from './answer-connect.ts';
import type { Connections } from './connections.ts';
import type { DeployedWebSocketApi } from './deployed.ts';
import type { Connection } from './exchange.ts';
import { findHandshakeMistake, isToken } from './handshake.ts';
import { MESSAGE_LIMIT_BYTES, SocketConnection } from './socket-connection.ts';
import { makeExchange } from './run-event.ts';
import { createSocketEvents, type FindApi, type SocketEvents } from './socket-events.ts';

/** Pieces of one message, and chunks of one frame, that wait to be joined: each costs memory of its own. */
const MOST_PIECES = 1024;

export class WebSockets {
  readonly #connections: Connections;
  readonly #host: ServiceHost;
  readonly #events: SocketEvents;
  readonly #protocols = new WeakMap<IncomingMessage, string>();
  #server: Promise<WebSocketServer> | undefined;

  constructor(host: ServiceHost, find: FindApi, connections: Connections) {
    this.#host = host;
    this.#connections = connections;
    this.#events = createSocketEvents(host, find, connections);
  }

  /** Runs `$connect` and takes the connection over. @returns a response for who may not connect */
  async upgrade(
    request: PlaneRequest,
    wire: UpgradeWire,
    api: DeployedWebSocketApi,
    address: ApiAddress,
  ): Promise<PlaneResponse | undefined> {
    const mistake = findHandshakeMistake(request);
    if (mistake !== undefined) return refuse(400, mistake);
    const stage = api.stages.get(stageIn(address.path) ?? '');
    // A custom domain is what an API is reached by whose own endpoint is disabled.
    if (!stage || (stage.isEndpointDisabled && !address.mapped)) return refuse(403, 'Forbidden');
    const connection = this.#makeConnection(request, api, address, stage.name);
    const exchange = makeExchange(this.#host, api, stage, connection, {
      eventType: 'CONNECT',
      requestId: makeRequestId(this.#host.ids),
      routeKey: '$connect',
      handshake: request,
    });
    const answer = await answerConnect(exchange);
    if ('status' in answer) return answer;
    await this.#open(wire, connection, answer.protocol);
    return undefined;
  }

  #makeConnection(
    request: PlaneRequest,
    { account, apiId, region }: DeployedWebSocketApi,
    { isInHost }: ApiAddress,
    stageName: string,
  ): Connection {
    const { clock, endpoint, ids } = this.#host;
    return {
      connectionId: makeRequestId(ids),
      apiId,
      stageName,
      account,
      region,
      connectedAtEpochMs: clock.now(),
      domainName: isInHost ? request.host : `${apiId}.execute-api.${endpoint.hostname}`,
      sourceIp: request.sourceIp,
      userAgent: headerOf(request, 'user-agent'),
    };
  }

  /** The rest of the handshake. A client that left while `$connect` ran is disconnected like any other. */
  async #open(
    { head, message, socket }: UpgradeWire,
    connection: Connection,
    protocol: string | undefined,
  ): Promise<void> {
    const closed = (code: number, reason: string): void => {
      if (this.#connections.remove(connection.connectionId))
        void this.#events.disconnect(connection, code, reason);
    };
    this.#server ??= startServer(this.#protocols);
    const server = await this.#server;
    if (socket.destroyed || !socket.readable || !socket.writable)
      return this.#events.disconnect(connection, 1006, 'Connection Closed Abnormally');
    if (protocol !== undefined && isToken(protocol)) this.#protocols.set(message, protocol);
    server.handleUpgrade(message, socket, head, (webSocket) => {
      const opened = new SocketConnection(this.#host.clock, connection, webSocket, {
        message: (text) => this.#events.message(connection, text),
        closed,
      });
      this.#connections.add(opened);
      // Before the listener of `ws`, which is there already.
      (socket as Socket).prependListener('data', opened.watch());
    });
  }
}

/** Loaded with the first handshake. */
async function startServer(protocols: WeakMap<IncomingMessage, string>): Promise<WebSocketServer> {
  const { WebSocketServer: Server } = await import('ws');
  return new Server({
    noServer: true,
    clientTracking: false,
    // AWS negotiates no extensions.
    perMessageDeflate: false,
    autoPong: false,
    maxPayload: MESSAGE_LIMIT_BYTES,
    maxFragments: MOST_PIECES,
    maxBufferedChunks: MOST_PIECES,
    handleProtocols: (_offered, message) => protocols.get(message) ?? false,
  });
}

function stageIn(path: string): string | undefined {
  return /^\/([^/]+)\/?$/.exec(path)?.[1];
}

/** Not documented by AWS: an ordinary request gets this, and so does a handshake without a stage. */
export function refuse(status: number, message: string): PlaneResponse {
  const headers = ['Content-Type', 'application/json'];
  return { status, headers, body: JSON.stringify({ message }) };
}
