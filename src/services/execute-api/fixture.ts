/** For tests: raw requests to a stack's port, and an HTTP server that shows what reached it. */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as requestHttp,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import type { Stack } from '../../stack/create-stack.ts';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  rawHeaders: string[];
  body: string;
  /** The body as it came. */
  bytes: Buffer;
}

export interface Ask {
  /** Sent as it is. */
  path: string;
  /** The Host header; default: the stack's own name. */
  host?: string;
  method?: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
}

/** Sends one request as it stands: no URL object tidies the path. */
export function ask(
  stack: Stack,
  { path, host, method = 'GET', headers = {}, body }: Ask,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = requestHttp(
      {
        host: '127.0.0.1',
        port: stack.port,
        path,
        method,
        headers: { host: host ?? `localhost:${stack.port}`, ...headers },
        agent: false,
      },
      (response) => {
        buffer(response).then(
          (bytes) =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              rawHeaders: response.rawHeaders,
              body: bytes.toString('utf8'),
              bytes,
            }),
          reject,
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

export interface Backend extends AsyncDisposable {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
}

/** What the echoing backend says of a request. */
export interface Echo {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export async function startBackend(
  listener: RequestListener = (request, response) => void echo(request, response),
): Promise<Backend> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url, headers } = request;
  const body = await text(request);
  response.writeHead(200, {
    'Content-Type': 'application/json',
    'X-Backend': 'yes',
    'Access-Control-Allow-Origin': 'https://backend.example',
  });
  response.end(JSON.stringify({ method, url, headers, body }));
}
