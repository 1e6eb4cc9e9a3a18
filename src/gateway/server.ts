/** The one port: plain HTTP and TLS, AWS APIs, data planes and internal routes. */
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createNetServer, type AddressInfo, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { BrumeError } from '../platform/errors.ts';
import { handleAwsApi } from './aws-api.ts';
import type { Gateway } from './gateway.ts';
import { handleInternal } from './handle-internal.ts';
import { hostOnly, route } from './hosts.ts';
import { handlePlane } from './plane.ts';
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
/** AWS closes idle connections after seconds; SDK agents reuse them for longer than node's default of 5 s. */
const KEEP_ALIVE_MS = 60_000;
const HEAD_LIMIT_BYTES = 64 * 1024;
/** Node's default header timeout; a request that is not whole by then is answered 408 and cut. */
const HEAD_TIMEOUT_MS = 30_000;
const REQUEST_TIMEOUT_MS = 300_000;

export async function listen(gateway: Gateway, options: ServerOptions): Promise<RunningServer> {
  const http = createHttpServer(
    {
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: HEAD_LIMIT_BYTES,
      headersTimeout: HEAD_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      requireHostHeader: false,
      noDelay: true,
    },
    (request, response) => {
      handle(gateway, request, response).catch((error: unknown) => {
        gateway.log.error('A request failed outside every handler', { code: 'ERR_UNEXPECTED', error });
        response.destroy();
      });
    },
  );
  http.on('clientError', refuseMalformed);

  const sockets = new Set<Socket>();
  const net = createNetServer({ noDelay: true, pauseOnConnect: false }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setTimeout(KEEP_ALIVE_MS, () => socket.destroy());
    socket.once('data', (first) => {
      socket.pause();
      socket.unshift(first);
      socket.setTimeout(0);
      http.emit('connection', first[0] === TLS_HANDSHAKE ? secure(socket, options.tls) : socket);
      socket.resume();
    });
  });

  await bind(net, options);
  const { port } = net.address() as AddressInfo;
  return {
    port,
    async close(graceMs) {
      const closed = new Promise<void>((resolve) => net.close(() => resolve()));
      http.close();
      http.closeIdleConnections();
      const cut = gateway.clock.realTimeout(graceMs, () => {
        for (const socket of sockets) socket.destroy();
      });
      for (const socket of sockets) if (isIdle(socket)) socket.destroy();
      await closed;
      cut.cancel();
    },
  };
}

/** Connections that node's HTTP server never saw a request on. */
function isIdle(socket: Socket): boolean {
  return socket.bytesRead === 0;
}

function secure(socket: Socket, { contextFor }: TlsContexts): TLSSocket {
  const tls = new TLSSocket(socket, {
    isServer: true,
    ALPNProtocols: ['http/1.1'],
    SNICallback(servername, done) {
      contextFor(servername || 'localhost').then(
        (context) => done(null, context),
        (error: Error) => done(error),
      );
    },
  });
  tls.on('error', () => tls.destroy());
  return tls;
}

async function handle(gateway: Gateway, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const line = parseRequestLine(request.method ?? 'GET', request.url ?? '/');
  const destination = route(hostOnly(request.headers.host), line.path, gateway.dataPlanes);
  if (destination.kind === 'data-plane') return handlePlane(destination.target, request, response, line);
  if (destination.kind === 'internal') return handleInternal(gateway, request, response, line);
  return handleAwsApi(gateway, request, response, line);
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

function bind(net: ReturnType<typeof createNetServer>, options: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    net.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        reject(
          new BrumeError('ERR_PORT_IN_USE', `Port ${options.port} on ${options.host} is taken.`, {
            hint: `Stop what uses it, or choose another: --port ${options.port + 1} (0 picks a free one).`,
            cause: error,
          }),
        );
      else if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL')
        reject(
          new BrumeError('ERR_CANNOT_LISTEN', `Cannot listen on ${options.host}:${options.port} (${error.code}).`, {
            hint: 'Use a port above 1023 and an address of this machine.',
            cause: error,
          }),
        );
      else reject(error);
    });
    net.listen(options.port, options.host, () => resolve());
  });
}
