/** For tests: a stack with a client, and the shortest way to an API with its parts. */
import {
  type Api,
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateDeploymentCommand,
  CreateDomainNameCommand,
  type CreateApiRequest,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  type CreateStageRequest,
} from '@aws-sdk/client-apigatewayv2';
import { createStack, type Stack } from '../../stack/create-stack.ts';

export const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:123456789012:function:hello';

export const CERTIFICATE_ARN = 'arn:aws:acm:us-east-1:123456789012:certificate/0b9a4f5e';

export interface Fixture {
  stack: Stack;
  client: ApiGatewayV2Client;
  createApi(input?: Partial<CreateApiRequest>): Promise<Api & { ApiId: string }>;
  createIntegration(apiId: string, uri?: string): Promise<string>;
  /** Of a WebSocket API. */
  createMock(apiId: string): Promise<string>;
  createRoute(apiId: string, routeKey: string, integrationId?: string): Promise<string>;
  createStage(apiId: string, input: Omit<CreateStageRequest, 'ApiId'>): Promise<void>;
  createDeployment(apiId: string, stageName?: string): Promise<string>;
  createDomain(name: string): Promise<void>;
}

/** @param running a stack that another fixture has started */
export async function startFixture(running?: Stack): Promise<Fixture> {
  const stack = running ?? (await createStack());
  const client = stack.client(ApiGatewayV2Client);
  return {
    stack,
    client,
    async createApi(input) {
      const api = await client.send(
        new CreateApiCommand({ Name: 'test', ProtocolType: 'HTTP', ...input }),
      );
      return { ...api, ApiId: api.ApiId ?? '' } as Api & { ApiId: string };
    },
    async createIntegration(ApiId, uri = FUNCTION_ARN) {
      const created = await client.send(
        new CreateIntegrationCommand({
          ApiId,
          IntegrationType: 'AWS_PROXY',
          IntegrationUri: uri,
          PayloadFormatVersion: '2.0',
        }),
      );
      return created.IntegrationId ?? '';
    },
    async createMock(ApiId) {
      const created = await client.send(
        new CreateIntegrationCommand({ ApiId, IntegrationType: 'MOCK' }),
      );
      return created.IntegrationId ?? '';
    },
    async createRoute(ApiId, RouteKey, integrationId) {
      const created = await client.send(
        new CreateRouteCommand({
          ApiId,
          RouteKey,
          ...(integrationId && { Target: `integrations/${integrationId}` }),
        }),
      );
      return created.RouteId ?? '';
    },
    async createStage(ApiId, input) {
      await client.send(new CreateStageCommand({ ApiId, ...input }));
    },
    async createDeployment(ApiId, StageName) {
      const created = await client.send(new CreateDeploymentCommand({ ApiId, StageName }));
      return created.DeploymentId ?? '';
    },
    async createDomain(DomainName) {
      const DomainNameConfigurations = [{ CertificateArn: CERTIFICATE_ARN }];
      await client.send(new CreateDomainNameCommand({ DomainName, DomainNameConfigurations }));
    },
  };
}

/** How an SDK call failed; a call that succeeds is a failure of the test. */
export async function failureOf(
  call: Promise<unknown>,
): Promise<{ name: string; message: string; status: number }> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & {
      $metadata?: { httpStatusCode?: number };
    };
    return { name, message, status: $metadata?.httpStatusCode ?? 0 };
  }
  throw new Error('The call succeeded.');
}
