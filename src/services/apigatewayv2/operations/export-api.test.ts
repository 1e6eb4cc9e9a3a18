import {
  CreateAuthorizerCommand,
  CreateRouteCommand,
  ExportApiCommand,
  GetRoutesCommand,
  ImportApiCommand,
} from '@aws-sdk/client-apigatewayv2';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createIntegration, createRoute, createStage } =
  await startFixture();
afterAll(() => stack.stop());
const { ApiId } = await createApi({
  Name: 'shop',
  Description: 'sells',
  CorsConfiguration: { AllowOrigins: ['https://a.example'], MaxAge: 5 },
  Tags: { team: 'blue' },
});
const integrationId = await createIntegration(ApiId);
const { AuthorizerId } = await client.send(
  new CreateAuthorizerCommand({
    ApiId,
    AuthorizerType: 'JWT',
    Name: 'tokens',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Audience: ['me'], Issuer: 'https://issuer.example' },
  }),
);
await client.send(
  new CreateRouteCommand({
    ApiId,
    RouteKey: 'GET /users/{id}',
    AuthorizationType: 'JWT',
    AuthorizerId,
    AuthorizationScopes: ['read'],
    OperationName: 'getUser',
    Target: `integrations/${integrationId}`,
  }),
);
await createRoute(ApiId, '$default', integrationId);
await createRoute(ApiId, 'ANY /files/{proxy+}', integrationId);
await createStage(ApiId, { StageName: 'prod', AutoDeploy: true });
await createStage(ApiId, { StageName: 'empty' });

const send = (input: object) =>
  client.send(
    new ExportApiCommand({ ApiId, Specification: 'OAS30', OutputType: 'JSON', ...input }),
  );
const text = async (input: object = {}) => Buffer.from((await send(input)).body ?? []).toString();
const routesOf = async (id: string | undefined) =>
  ((await client.send(new GetRoutesCommand({ ApiId: id }))).Items ?? [])
    .map(({ RouteKey, AuthorizationScopes, AuthorizationType, OperationName }) => ({
      RouteKey,
      AuthorizationScopes,
      AuthorizationType,
      OperationName,
    }))
    .toSorted((a, b) => (a.RouteKey! < b.RouteKey! ? -1 : 1));

it('describes the API with its extensions', async () => {
  expect(JSON.parse(await text({ StageName: 'prod' }))).toMatchObject({
    openapi: '3.0.1',
    info: { title: 'shop', description: 'sells' },
    servers: [{ variables: { basePath: { default: 'prod' } } }],
    tags: [{ name: 'team', 'x-amazon-apigateway-tag-value': 'blue' }],
    paths: {
      '/users/{id}': {
        get: {
          operationId: 'getUser',
          parameters: [{ name: 'id', in: 'path', required: true }],
          security: [{ tokens: ['read'] }],
          'x-amazon-apigateway-integration': { type: 'aws_proxy', payloadFormatVersion: '2.0' },
        },
      },
      '/$default': { 'x-amazon-apigateway-any-method': { isDefaultRoute: true } },
      '/files/{proxy+}': { 'x-amazon-apigateway-any-method': {} },
    },
    components: { securitySchemes: { tokens: { type: 'oauth2' } } },
    'x-amazon-apigateway-cors': { allowOrigins: ['https://a.example'], maxAge: 5 },
    'x-amazon-apigateway-importexport-version': '1.0',
  });
});

it('leaves the extensions out when asked', async () => {
  const plain = await text({ IncludeExtensions: false });
  expect(plain).not.toContain('x-amazon-apigateway-integration');
  expect(JSON.parse(plain)).not.toHaveProperty('servers');
});

describe.each(['JSON', 'YAML'])('as %s', (OutputType) => {
  it('can be imported again', async () => {
    const Body = await text({ OutputType });
    expect(parse(Body)).toMatchObject({ openapi: '3.0.1' });
    const again = await client.send(new ImportApiCommand({ Body }));
    expect(again).toMatchObject({
      Name: 'shop',
      Description: 'sells',
      CorsConfiguration: { AllowOrigins: ['https://a.example'], MaxAge: 5 },
      Tags: { team: 'blue' },
    });
    expect(await routesOf(again.ApiId)).toEqual(await routesOf(ApiId));
  });
});

it.each([
  [{ Specification: 'OAS20' }, 400],
  [{ OutputType: 'XML' }, 400],
  [{ ExportVersion: '2.0' }, 400],
  [{ StageName: 'absent' }, 404],
  [{ StageName: 'empty' }, 404],
  [{ ApiId: 'absent' }, 404],
])('refuses %j', async (input, status) => {
  expect(await failureOf(send(input))).toMatchObject({ status });
});
