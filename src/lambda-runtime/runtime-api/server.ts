import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { LinkListener, RuntimeLink } from '../link.ts';
import { answerError } from './answers.ts';
import { extensionExitError, extensionInitError } from './extension-error.ts';
import { extensionNext } from './extension-next.ts';
import { extensionRegister } from './extension-register.ts';
import { initError } from './init-error.ts';
import { invocationError } from './invocation-error.ts';
import { invocationResponse } from './invocation-response.ts';
import { handOver, next } from './next.ts';
import type { RuntimeSession } from './session.ts';
import { logsSubscribe, telemetrySubscribe } from './telemetry-subscribe.ts';

const RUNTIME = '/2018-06-01/runtime/';
const EXTENSION = '/2020-01-01/extension/';

/**
 * What the processes of one execution environment reach at AWS_LAMBDA_RUNTIME_API: the Runtime API,
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html, the Extensions API,
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html, the Telemetry API,
 * https://docs.aws.amazon.com/lambda/latest/dg/telemetry-api.html, and its forerunner, the Logs API.
 */
export interface RuntimeApi {
  /** AWS_LAMBDA_RUNTIME_API */
  address: string;
  link: RuntimeLink;
  /** From now on calls are answered. A fast runtime makes its first before its launch is known to be over. */
  open(): void;
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
  options: Pick<
    RuntimeSession,
    'isRuntime' | 'now' | 'fn' | 'ids' | 'extensions' | 'log' | 'telemetry'
  >,
): Promise<RuntimeApi> {
  const session: RuntimeSession = {
    ...options,
    listener,
    state: 'Started',
    waitingDelivery: undefined,
    waitingNext: undefined,
    current: undefined,
    reported: undefined,
  };
  let held: (() => void)[] | undefined = [];
  const server = createServer((request, response) => {
    const handle = (): void => route(session, request, response);
    if (held) held.push(handle);
    else handle();
  });
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
      isWaiting: () => session.waitingNext !== undefined,
      close,
    },
    accept: (connection) => void server.emit('connection', connection),
    open() {
      const early = held ?? [];
      held = undefined;
      for (const handle of early) handle();
    },
    close,
  };
}

function route(session: RuntimeSession, request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? '';
  const handled = path.startsWith(RUNTIME)
    ? routeRuntime(path.slice(RUNTIME.length), session, request, response)
    : routeExtension(`${request.method} ${path}`, session, request, response);
  if (!handled) notFound(request, response);
}

function routeRuntime(
  path: string,
  session: RuntimeSession,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const [resource, id, action, ...rest] = path.split('/');
  const get = request.method === 'GET';
  const post = request.method === 'POST';
  if (get && resource === 'invocation' && id === 'next' && action === undefined) {
    next(session, response);
  } else if (post && resource === 'init' && id === 'error' && action === undefined) {
    initError(session, request, response);
  } else if (post && resource === 'invocation' && id && rest.length === 0) {
    if (action === 'response') invocationResponse(session, id, request, response);
    else if (action === 'error') invocationError(session, id, request, response);
    else return false;
  } else return false;
  return true;
}

function routeExtension(
  call: string,
  session: RuntimeSession,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const handler = EXTENSION_CALLS.get(call);
  handler?.(session, request, response);
  return handler !== undefined;
}

const EXTENSION_CALLS: ReadonlyMap<string, typeof extensionNext> = new Map([
  [`POST ${EXTENSION}register`, extensionRegister],
  [`GET ${EXTENSION}event/next`, extensionNext],
  [`POST ${EXTENSION}init/error`, extensionInitError],
  [`POST ${EXTENSION}exit/error`, extensionExitError],
  ['PUT /2022-07-01/telemetry', telemetrySubscribe],
  ['PUT /2022-07-01/telemetry/', telemetrySubscribe],
  ['PUT /2020-08-15/logs', logsSubscribe],
]);

function notFound(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  answerError(
    response,
    404,
    'NotFound',
    `There is no ${request.method} ${request.url} in the Runtime API.`,
  );
}
