import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { LinkListener, RuntimeLink } from '../link.ts';
import { answerError } from './answers.ts';
import { initError } from './init-error.ts';
import { invocationError } from './invocation-error.ts';
import { invocationResponse } from './invocation-response.ts';
import { handOver, next } from './next.ts';
import type { RuntimeSession } from './session.ts';

const BASE = '/2018-06-01/runtime/';

/** The Lambda Runtime API of one runtime process: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html */
export interface RuntimeApi {
  /** AWS_LAMBDA_RUNTIME_API */
  address: string;
  link: RuntimeLink;
  /** Serves a connection that came by another way than the address. */
  accept(connection: Socket): void;
  close(): void;
}

/**
 * Opens the API on a loopback port of its own.
 * @param options.isRuntime the process gets its events here; false: from our own bootstrap's channel
 * @param options.now the wall clock that the function sees, in epoch milliseconds
 */
export async function openRuntimeApi(
  listener: LinkListener,
  options: { isRuntime: boolean; now: () => number },
): Promise<RuntimeApi> {
  const session: RuntimeSession = {
    listener,
    isRuntime: options.isRuntime,
    state: 'Started',
    waitingDelivery: undefined,
    waitingNext: undefined,
    current: undefined,
    reported: undefined,
    now: options.now,
  };
  const server = createServer((request, response) => route(session, request, response));
  server.requestTimeout = 0; // a runtime may take its time over an answer; the function's timeout ends it
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    link: {
      deliver(delivery) {
        session.waitingDelivery = delivery;
        handOver(session);
      },
      reported: () => session.reported,
      close,
    },
    accept: (connection) => void server.emit('connection', connection),
    close,
  };
}

function route(session: RuntimeSession, request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? '';
  if (!path.startsWith(BASE)) return notFound(request, response);
  const [resource, id, action, ...rest] = path.slice(BASE.length).split('/');
  const get = request.method === 'GET';
  const post = request.method === 'POST';
  if (get && resource === 'invocation' && id === 'next' && action === undefined) {
    return next(session, response);
  }
  if (post && resource === 'init' && id === 'error' && action === undefined) {
    return initError(session, request, response);
  }
  if (post && resource === 'invocation' && id && rest.length === 0) {
    if (action === 'response') return invocationResponse(session, id, request, response);
    if (action === 'error') return invocationError(session, id, request, response);
  }
  notFound(request, response);
}

function notFound(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  answerError(
    response,
    404,
    'NotFound',
    `There is no ${request.method} ${request.url} in the Runtime API.`,
  );
}
