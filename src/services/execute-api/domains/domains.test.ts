import { connect } from 'node:tls';
import {
  APIGatewayClient,
  CreateBasePathMappingCommand,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  GetResourcesCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CreateApiMappingCommand,
  CreateIntegrationCommand,
  DeleteDomainNameCommand,
} from '@aws-sdk/client-apigatewayv2';
import { afterAll, describe, expect, it } from 'vitest';
import { startFixture } from '../../apigatewayv2/fixture.ts';
import { startRestFixture } from '../../apigateway/fixture.ts';
import { type Ask, ask } from '../fixture.ts';

const rest = await startRestFixture();
const { stack, deployFunction } = rest;
const { client, createApi, createDomain, createRoute, createStage } = await startFixture(stack);
const gateway = stack.client(APIGatewayClient);
afterAll(() => stack.stop());

const uri = await deployFunction(
  'echo',
  'return { statusCode: 200, body: JSON.stringify(event) };',
);
const arn = /functions\/(.+)\/invocations/.exec(uri)?.[1] ?? '';

/** An HTTP API that shows the event, on the stages `$default` and `prod`. */
async function createHttpApi(format: '1.0' | '2.0', input: object = {}): Promise<string> {
  const { ApiId } = await createApi(input);
  const { IntegrationId } = await client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: arn,
      PayloadFormatVersion: format,
    }),
  );
  await createRoute(ApiId, 'ANY /{proxy+}', IntegrationId);
  for (const StageName of ['$default', 'prod'])
    await createStage(ApiId, { StageName, AutoDeploy: true });
  return ApiId;
}

async function createRestApi(): Promise<string> {
  const { id: restApiId } = await gateway.send(new CreateRestApiCommand({ name: 'r' }));
  const { items = [] } = await gateway.send(new GetResourcesCommand({ restApiId }));
  const resourceId = await rest.createResource(restApiId ?? '', items[0]?.id ?? '', '{proxy+}');
  const ref = { restApiId, resourceId, httpMethod: 'ANY' };
  await gateway.send(new PutMethodCommand({ ...ref, authorizationType: 'NONE' }));
  await gateway.send(
    new PutIntegrationCommand({ ...ref, type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri }),
  );
  await gateway.send(new CreateDeploymentCommand({ restApiId, stageName: 'prod' }));
  return restApiId ?? '';
}

const DomainName = 'api.example.com';
await createDomain(DomainName);
const map = (ApiId: string, ApiMappingKey: string, Stage = 'prod') =>
  client.send(new CreateApiMappingCommand({ DomainName, ApiId, ApiMappingKey, Stage }));
const call = (path: string, more: Partial<Ask> = {}) =>
  ask(stack, { path, host: DomainName, ...more });
interface Event {
  path: string;
  rawPath: string;
  pathParameters: Record<string, string>;
  requestContext: Record<string, unknown>;
}
const eventOf = async (path: string, more: Partial<Ask> = {}): Promise<Event> =>
  JSON.parse((await call(path, more)).body) as Event;

const api2 = await createHttpApi('2.0', { DisableExecuteApiEndpoint: true });
const api1 = await createHttpApi('1.0');
const restApi = await createRestApi();
await map(api2, 'v2');
await map(api2, 'v2/deep/er');
await map(api2, 'plain', '$default');
await map(api1, 'v1');
await map(restApi, 'rest');
await gateway.send(
  new CreateBasePathMappingCommand({ domainName: DomainName, restApiId: restApi, basePath: 'all' }),
);

describe('HTTP APIs', () => {
  it('see the path of their stage in format 2.0', async () => {
    const event = await eventOf('/v2/users/7?q=1', { host: 'API.example.com:4566' });
    expect(event).toMatchObject({
      rawPath: '/prod/users/7',
      pathParameters: { proxy: 'users/7' },
      requestContext: {
        domainName: DomainName,
        domainPrefix: 'api',
        stage: 'prod',
        http: { path: '/prod/users/7' },
      },
    });
    expect((await eventOf('/plain/prod/x')).rawPath).toBe('/prod/x');
  });

  it('see the path as sent in format 1.0', async () => {
    expect(await eventOf('/v1/users/7')).toMatchObject({
      path: '/v1/users/7',
      pathParameters: { proxy: 'users/7' },
      requestContext: { path: '/v1/users/7', stage: 'prod', domainName: DomainName },
    });
  });

  it('get what the longest path maps', async () => {
    expect((await eventOf('/v2/deep/er/x')).rawPath).toBe('/prod/x');
    expect((await eventOf('/v2/deep/x')).rawPath).toBe('/prod/deep/x');
  });

  it('answer here, too, when their own endpoint is disabled', async () => {
    const own = await call('/prod/x', { host: `${api2}.execute-api.localhost` });
    expect(own.status).toBe(404);
    expect((await call('/v2/x')).status).toBe(200);
  });
});

describe('REST APIs', () => {
  it('see the path as sent, and take it without the base path', async () => {
    expect(await eventOf('/rest/users/7')).toMatchObject({
      path: '/rest/users/7',
      pathParameters: { proxy: 'users/7' },
      requestContext: { path: '/rest/users/7', stage: 'prod', domainPrefix: 'api' },
    });
  });

  it('find the stage in the path when the mapping has none', async () => {
    expect(await eventOf('/all/prod/users/7')).toMatchObject({
      path: '/all/prod/users/7',
      pathParameters: { proxy: 'users/7' },
      requestContext: { stage: 'prod' },
    });
    expect((await call('/all/absent/users')).status).toBe(403);
  });

  it('answer here, too, when their own endpoint is disabled', async () => {
    const patchOperations = [
      { op: 'replace', path: '/disableExecuteApiEndpoint', value: 'true' } as const,
    ];
    await gateway.send(new UpdateRestApiCommand({ restApiId: restApi, patchOperations }));
    await gateway.send(new CreateDeploymentCommand({ restApiId: restApi, stageName: 'prod' }));
    const own = await call('/prod/x', { host: `${restApi}.execute-api.localhost` });
    expect(own.status).toBe(403);
    expect((await call('/rest/x')).status).toBe(200);
  });
});

it.each(['/', '/v', '/v22/x', '/absent/x'])(
  'answers 403 where nothing is mapped: %s',
  async (path) => {
    expect(await call(path)).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
  },
);

it('leaves other hosts alone', async () => {
  expect((await call('/v2/x', { host: 'other.example.com' })).status).not.toBe(200);
});

it('serves every name of a wildcard, one label deep; an own name wins', async () => {
  await createDomain('*.example.org');
  await createDomain('own.example.org');
  const input = { ApiId: api2, Stage: '$default' };
  await client.send(new CreateApiMappingCommand({ DomainName: '*.example.org', ...input }));
  expect((await eventOf('/x', { host: 'shop.example.org' })).requestContext).toMatchObject({
    domainName: 'shop.example.org',
    domainPrefix: 'shop',
  });
  expect((await call('/x', { host: 'own.example.org' })).status).toBe(403);
  expect((await call('/x', { host: 'a.b.example.org' })).status).not.toBe(200);
});

it('has a certificate for its name', async () => {
  const names = await new Promise<string | undefined>((resolve, reject) => {
    const socket = connect(
      { port: stack.port, host: '127.0.0.1', servername: DomainName, rejectUnauthorized: false },
      () => {
        resolve(socket.getPeerCertificate().subjectaltname);
        socket.destroy();
      },
    );
    socket.on('error', reject);
  });
  expect(names).toContain(DomainName);
});

it('is gone with the domain', async () => {
  await createDomain('gone.example.com');
  const input = { DomainName: 'gone.example.com', ApiId: api2, Stage: '$default' };
  await client.send(new CreateApiMappingCommand(input));
  expect((await call('/x', { host: 'gone.example.com' })).status).toBe(200);
  await client.send(new DeleteDomainNameCommand({ DomainName: 'gone.example.com' }));
  expect((await call('/x', { host: 'gone.example.com' })).status).not.toBe(200);
});
