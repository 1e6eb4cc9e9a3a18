/** For tests: WebSocket APIs on a stack, and clients of them. */
import {
  CreateIntegrationCommand,
  type CreateIntegrationRequest,
  CreateRouteCommand,
  CreateRouteResponseCommand,
  type CreateRouteRequest,
} from '@aws-sdk/client-apigatewayv2';
import {
  CreateFunctionCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import type { IncomingMessage } from 'node:http';
import { buffer, text } from 'node:stream/consumers';
import { type ClientOptions, WebSocket } from 'ws';
import yazl from 'yazl';
import type { Stack } from '../../../stack/create-stack.ts';
import { type Fixture, startFixture } from '../../apigatewayv2/fixture.ts';

export interface SocketFixture extends Fixture {
  /** An API that routes by `$request.body.action`, with the stage `test` that deploys itself. */
  createSocketApi(routeSelectionExpression?: string): Promise<string>;
  /** @param route.isTwoWay what the integration answers goes back to the client. @returns ids of route and integration */
  addRoute(
    apiId: string,
    key: string,
    integration: Partial<CreateIntegrationRequest>,
    route?: Partial<CreateRouteRequest> & { isTwoWay?: boolean },
  ): Promise<{ routeId: string; integrationId: string }>;
  /** Deploys the body of a handler `(event) => …`. @returns the URI for an integration */
  deployFunction(name: string, body: string): Promise<string>;
}

export async function startSocketFixture(running?: Stack): Promise<SocketFixture> {
  const fixture = await startFixture(running);
  const { client, createApi, createStage, stack } = fixture;
  return {
    ...fixture,
    async createSocketApi(RouteSelectionExpression = '$request.body.action') {
      const { ApiId } = await createApi({ ProtocolType: 'WEBSOCKET', RouteSelectionExpression });
      await createStage(ApiId, { StageName: 'test', AutoDeploy: true });
      return ApiId;
    },
    async addRoute(ApiId, RouteKey, integration, { isTwoWay = false, ...route } = {}) {
      const { IntegrationId = '' } = await client.send(
        new CreateIntegrationCommand({ ApiId, IntegrationType: 'AWS_PROXY', ...integration }),
      );
      const { RouteId = '' } = await client.send(
        new CreateRouteCommand({
          ApiId,
          RouteKey,
          Target: `integrations/${IntegrationId}`,
          ...(isTwoWay && { RouteResponseSelectionExpression: '$default' }),
          ...route,
        }),
      );
      if (isTwoWay)
        await client.send(
          new CreateRouteResponseCommand({ ApiId, RouteId, RouteResponseKey: '$default' }),
        );
      return { routeId: RouteId, integrationId: IntegrationId };
    },
    async deployFunction(FunctionName, body) {
      const zip = new yazl.ZipFile();
      zip.addBuffer(Buffer.from(`exports.handler = async (event) => { ${body} };`), 'index.js');
      zip.end();
      const lambda = stack.client(LambdaClient);
      const { FunctionArn } = await lambda.send(
        new CreateFunctionCommand({
          FunctionName,
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Role: 'arn:aws:iam::123456789012:role/any',
          Timeout: 20,
          Code: { ZipFile: await buffer(zip.outputStream) },
        }),
      );
      await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 60 }, { FunctionName });
      return `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FunctionArn}/invocations`;
    },
  };
}

export interface Client {
  readonly socket: WebSocket;
  send(message: unknown): void;
  /** The next message that was not read yet. */
  next(): Promise<string>;
  /** How the connection ended. */
  readonly closed: Promise<{ code: number; reason: string }>;
}

export interface ConnectOptions extends ClientOptions {
  path?: string;
  /** The Host header. */
  host?: string;
  protocols?: string[];
}

/** @throws Error `Unexpected server response: 403` when the handshake is refused */
export async function connectTo(
  stack: Stack,
  apiId: string,
  options: ConnectOptions = {},
): Promise<Client> {
  const { host = `${apiId}.execute-api.localhost:${stack.port}`, path = '/test' } = options;
  const { protocols = [], headers, ...rest } = options;
  const socket = new WebSocket(`ws://127.0.0.1:${stack.port}${path}`, protocols, {
    ...rest,
    headers: { host, ...headers },
  });
  const unread: string[] = [];
  const waiting: ((message: string) => void)[] = [];
  socket.on('message', (data: Buffer) => {
    const message = data.toString('utf8');
    const reader = waiting.shift();
    if (reader) reader(message);
    else unread.push(message);
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString('utf8') }));
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  socket.on('error', () => {});
  return {
    socket,
    closed,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next: () => {
      const message = unread.shift();
      if (message !== undefined) return Promise.resolve(message);
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}

/** The answer to a handshake that is refused. */
export function refusalOf(
  stack: Stack,
  apiId: string,
  options: ConnectOptions = {},
): Promise<{ status: number; body: string }> {
  const { host = `${apiId}.execute-api.localhost:${stack.port}`, path = '/test' } = options;
  const { protocols = [], headers, ...rest } = options;
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${stack.port}${path}`, protocols, {
      ...rest,
      headers: { host, ...headers },
    });
    socket.on('open', () => reject(new Error('The handshake succeeded.')));
    socket.on('error', reject);
    socket.on('unexpected-response', (_request, response: IncomingMessage) => {
      text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
    });
  });
}
