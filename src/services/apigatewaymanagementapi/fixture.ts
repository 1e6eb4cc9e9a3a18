/** For tests: a WebSocket API with a client that is connected, and management clients of it. */
import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import {
  type Client,
  connectTo,
  type SocketFixture,
  startSocketFixture,
} from '../execute-api/websocket/fixture.ts';

export interface ManagementFixture extends SocketFixture {
  apiId: string;
  /** As users configure it: with the API's own endpoint, in its path form. */
  management: ApiGatewayManagementApiClient;
  managementAt(path: string, config?: object): ApiGatewayManagementApiClient;
  connect(apiId?: string): Promise<{ client: Client; connectionId: string }>;
}

export async function startManagementFixture(): Promise<ManagementFixture> {
  const fixture = await startSocketFixture();
  const { stack } = fixture;
  const apiId = await fixture.createSocketApi();
  await addWho(fixture, apiId);
  const managementAt = (path: string, config?: object): ApiGatewayManagementApiClient =>
    stack.client(ApiGatewayManagementApiClient, { endpoint: stack.endpoint + path, ...config });
  return {
    ...fixture,
    apiId,
    management: managementAt(`/_aws/execute-api/${apiId}/test`),
    managementAt,
    async connect(id = apiId) {
      const client = await connectTo(stack, id, { headers: { 'User-Agent': 'tester' } });
      // No route takes it, and the answer names the connection.
      client.send({ action: 'who' });
      const { connectionId } = JSON.parse(await client.next()) as { connectionId: string };
      return { client, connectionId };
    },
  };
}

async function addWho(fixture: SocketFixture, apiId: string): Promise<void> {
  await fixture.addRoute(apiId, '$connect', {
    IntegrationType: 'MOCK',
    RequestTemplates: { $default: '{"statusCode":200}' },
  });
}
