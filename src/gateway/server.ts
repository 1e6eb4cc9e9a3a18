/** The one port: plain HTTP and TLS, AWS APIs, data planes and internal routes. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { handleAwsApi } from './aws-api.ts';
import { bind } from './bind.ts';
import type { Gateway } from './gateway.ts';
import { handleInternal } from './handle-internal.ts';
import { handleUpgrade } from './handle-upgrade.ts';
import { hostOnly, route } from './hosts.ts';
import { PlaneConnection } from './http1/plane-connection.ts';
import { createInvokePlane } from './invoke-plane.ts';
import { createJsonPlane } from './json-plane.ts';
import { handlePlane } from './plane.ts';
import { wallClockMs } from '../platform/real-time.ts';
import { parseRequestLine } from './request-line.ts';
import type { TlsContexts } from './tls/contexts.ts';

export interface ServerOptions {
  host: string;
  /** 0 picks a free port. */
  port: number;
  tls: TlsContexts;
}

export interface RunningServer {
  readonly port: number;
  /** Stops accepting, lets requests finish for up to `graceMs`, then cuts. */
  close(graceMs: number): Promise<void>;
}

const TLS_HANDSHAKE = 0x16;
/** SDK agents keep connections for longer than node's default of 5 s. */
const KEEP_ALIVE_MS = 60_000;
const HEAD_LIMIT_BYTES = 64 * 1024;
const HEAD_TIMEOUT_MS = 30_000;
const REQUEST_TIMEOUT_MS = 300_000;
/** An object of 5 GB over a slow line. */
const UPLOAD_TIMEOUT_MS = 3_600_000;

export async function listen(gateway: Gateway, options: ServerOptions): Promise<RunningServer> {
  const makeServer = (): Server => {
    const made = createServer(
      {
        keepAliveTimeout: KEEP_ALIVE_MS,
        maxHeaderSize: HEAD_LIMIT_BYTES,
        headersTimeout: HEAD_TIMEOUT_MS,
        requestTimeout: UPLOAD_TIMEOUT_MS,
        requireHostHeader: false,
        noDelay: true,
      },
      (request, response) => serve(request, response, false),
    );
    made.on('checkContinue', (request, response) => serve(request, response, true));
    made.on('clientError', refuseMalformed);
    return made;
  };
  const server = makeServer();
  // Never listens: it is handed the connections that ask for a WebSocket. Were there only one server,
  // other upgrades that clients merely offer (h2c, by Java's client) would end up here, too.
  const upgrades = makeServer();
  upgrades.maxRequestsPerSocket = 1;
  upgrades.on('upgrade', (message, socket, head) => {
    void handleUpgrade(gateway, { message, socket, head });
  });
  const serve = (
    request: IncomingMessage,
    response: ServerResponse,
    awaitsContinue: boolean,
  ): void => {
    // While the server closes, a kept-alive connection would hold it up after its last answer.
    response.once('finish', () => {
      if (!server.listening) request.socket.end();
    });
    handle(gateway, request, response, awaitsContinue).catch((error: unknown) => {
      gateway.log.error('A request failed outside every handler', {
        code: 'ERR_UNEXPECTED',
        error,
      });
      response.destroy();
    });
  };
  const connections = takeConnections({ server, upgrades }, gateway, options.tls);
  await bind(server, options);
  return {
    port: (server.address() as AddressInfo).port,
    async close(graceMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const cut = gateway.clock.realTimeout(graceMs, () => {
        for (const socket of connections.keys()) socket.destroy();
      });
      for (const [socket, plane] of connections) {
        if (plane) plane.drain();
        else if (socket.bytesRead === 0) socket.destroy();
      }
      await closed;
      cut.cancel();
    },
  };
}

/**
 * Puts the fast data-plane front before node's own connection handling, which gets what the front
 * does not take. The connections are returned, with their front while they have one.
 */
function takeConnections(
  { server, upgrades }: { server: Server; upgrades: Server },
  gateway: Gateway,
  tls: TlsContexts,
): ReadonlyMap<Socket, PlaneConnection | undefined> {
  const connections = new Map<Socket, PlaneConnection | undefined>();
  const [toNode] = server.listeners('connection') as [(socket: Socket) => void];
  server.removeAllListeners('connection');
  const date = createDate();
  const dataPlanes = [...gateway.dataPlanes];
  // It knows no signatures and asks nobody.
  if (gateway.authorizer.mode === 'off') dataPlanes.push(createInvokePlane(gateway));
  dataPlanes.push(createJsonPlane(gateway));

  const serve = (raw: Socket, socket: Socket): void => {
    const front = new PlaneConnection(socket, {
      dataPlanes,
      clock: gateway.clock,
      log: gateway.log,
      date,
      keepAliveMs: KEEP_ALIVE_MS,
      requestTimeoutMs: REQUEST_TIMEOUT_MS,
      handOver(handed, wantsWebSocket) {
        connections.set(raw, undefined);
        if (wantsWebSocket) upgrades.emit('connection', handed);
        else toNode.call(server, handed);
      },
    });
    connections.set(raw, front);
  };
  server.on('connection', (socket: Socket) => {
    connections.set(socket, undefined);
    socket.once('close', () => connections.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setTimeout(KEEP_ALIVE_MS, () => socket.destroy());
    const hangUp = (): void => void socket.destroy();
    socket.once('end', hangUp);
    socket.once('data', (first) => {
      socket.off('end', hangUp);
      socket.pause();
      socket.unshift(first);
      socket.removeAllListeners('timeout').setTimeout(0);
      if (first[0] === TLS_HANDSHAKE) {
        // Stays paused: the TLS socket takes the bytes that wait in it.
        secure(socket, tls).then(
          (secured) => serve(socket, secured),
          () => socket.destroy(),
        );
      } else {
        serve(socket, socket);
        socket.resume();
      }
    });
  });
  return connections;
}

async function secure(socket: Socket, { contextFor }: TlsContexts): Promise<TLSSocket> {
  const secured = new TLSSocket(socket, {
    isServer: true,
    secureContext: await contextFor(),
    ALPNProtocols: ['http/1.1'],
    SNICallback(servername, done) {
      contextFor(servername).then(
        (context) => done(null, context),
        (error: Error) => done(error),
      );
    },
  });
  secured.on('error', () => secured.destroy());
  return secured;
}

/** The value of the date header, made once a second. By the wall clock, as node's own: SDKs sign by what it tells them. */
function createDate(): () => string {
  let second = 0;
  let text = '';
  return () => {
    const now = Math.floor(wallClockMs() / 1000);
    if (now !== second) {
      second = now;
      text = new Date(now * 1000).toUTCString();
    }
    return text;
  };
}

async function handle(
  gateway: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
  awaitsContinue: boolean,
): Promise<void> {
  const line = parseRequestLine(request.method ?? 'GET', request.url ?? '/');
  const destination = route(
    { host: hostOnly(request.headers.host), path: line.path },
    gateway.dataPlanes,
  );
  if (destination.kind === 'aws-api')
    return handleAwsApi(gateway, request, response, { ...line, awaitsContinue });
  if (awaitsContinue) response.writeContinue();
  if (destination.kind === 'data-plane')
    return handlePlane(destination.target, request, response, line);
  return handleInternal(gateway, request, response, line);
}

/** Node's parser found no HTTP in what came: say so and close. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable) return void socket.destroy();
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
