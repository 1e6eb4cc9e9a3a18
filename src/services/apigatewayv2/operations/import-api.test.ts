import {
  GetAuthorizersCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  ImportApiCommand,
} from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, FUNCTION_ARN, startFixture } from '../fixture.ts';

const { stack, client } = await startFixture();
afterAll(() => stack.stop());

const body = (members: object = {}) =>
  JSON.stringify({
    openapi: '3.0.1',
    info: { title: 'shop', version: '1' },
    servers: [{ url: 'https://x.example/v1' }],
    'x-amazon-apigateway-cors': { allowOrigins: ['https://a.example'], allowMethods: ['GET'] },
    paths: {
      '/users/{id}': {
        get: {
          operationId: 'getUser',
          security: [{ jwt: ['read'] }],
          'x-amazon-apigateway-integration': { $ref: '#/components/x-integration' },
        },
      },
      '/$default': {
        'x-amazon-apigateway-any-method': {
          'x-amazon-apigateway-integration': { $ref: '#/components/x-integration' },
        },
      },
    },
    components: {
      'x-integration': {
        type: 'aws_proxy',
        httpMethod: 'POST',
        uri: FUNCTION_ARN,
        payloadFormatVersion: '2.0',
      },
      securitySchemes: {
        jwt: {
          type: 'oauth2',
          'x-amazon-apigateway-authorizer': {
            type: 'jwt',
            identitySource: '$request.header.Authorization',
            jwtConfiguration: { issuer: 'https://issuer.example', audience: ['me'] },
          },
        },
      },
    },
    ...members,
  });

it('makes an API of a document', async () => {
  const api = await client.send(new ImportApiCommand({ Body: body() }));
  expect(api.$metadata.httpStatusCode).toBe(201);
  expect(api).toMatchObject({
    Name: 'shop',
    Version: '1',
    ProtocolType: 'HTTP',
    CorsConfiguration: { AllowOrigins: ['https://a.example'], AllowMethods: ['GET'] },
  });
  const { ApiId } = api;
  const { Items: routes = [] } = await client.send(new GetRoutesCommand({ ApiId }));
  const { Items: integrations = [] } = await client.send(new GetIntegrationsCommand({ ApiId }));
  const { Items: authorizers = [] } = await client.send(new GetAuthorizersCommand({ ApiId }));
  const Target = `integrations/${integrations[0]?.IntegrationId}`;
  expect(integrations).toMatchObject([{ PayloadFormatVersion: '2.0', TimeoutInMillis: 30_000 }]);
  expect(routes.toSorted((a, b) => (a.RouteKey! < b.RouteKey! ? -1 : 1))).toMatchObject([
    { RouteKey: '$default', AuthorizationType: 'NONE', Target },
    {
      RouteKey: 'GET /users/{id}',
      AuthorizationType: 'JWT',
      AuthorizationScopes: ['read'],
      AuthorizerId: authorizers[0]?.AuthorizerId,
      OperationName: 'getUser',
      Target,
    },
  ]);
});

it('puts the base path in front when asked', async () => {
  const { ApiId } = await client.send(new ImportApiCommand({ Body: body(), Basepath: 'prepend' }));
  const { Items = [] } = await client.send(new GetRoutesCommand({ ApiId }));
  expect(Items.map(({ RouteKey }) => RouteKey)).toContain('GET /v1/users/{id}');
});

it.each([
  '',
  '{',
  '{"swagger":"2.0","info":{"title":"x"}}',
  body({ 'x-amazon-apigateway-cors': { allowOrigins: ['nonsense'] } }),
  body({ security: [{ absent: [] }] }),
  body({ info: {} }),
])('refuses %.60s', async (Body) => {
  expect(await failureOf(client.send(new ImportApiCommand({ Body })))).toMatchObject({
    name: 'BadRequestException',
  });
});
