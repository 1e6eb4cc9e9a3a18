import {
  GetResourcesCommand,
  GetRestApisCommand,
  ImportRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, deploy, deployFunction, call } = await startRestFixture();
afterAll(() => stack.stop());

const echo = await deployFunction(
  'imported',
  'return { body: JSON.stringify({ id: event.pathParameters?.id, path: event.resource }) }',
);
const document = {
  openapi: '3.0.1',
  info: { title: 'shop', version: '1', description: 'd' },
  servers: [{ url: 'https://x.example/{basePath}', variables: { basePath: { default: 'v1' } } }],
  'x-amazon-apigateway-request-validators': { all: { validateRequestBody: true } },
  'x-amazon-apigateway-binary-media-types': ['image/png'],
  'x-amazon-apigateway-gateway-responses': { DEFAULT_4XX: { statusCode: 418 } },
  paths: {
    '/users/{id}': {
      parameters: [{ $ref: '#/components/parameters/id' }],
      get: {
        operationId: 'getUser',
        responses: { 200: { description: 'ok', headers: { 'X-A': {} } } },
        'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: echo },
      },
      post: {
        'x-amazon-apigateway-request-validator': 'all',
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/User' } } },
        },
        security: [{ api_key: [] }],
        responses: {},
        'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: echo },
      },
    },
    '/{proxy+}': {
      'x-amazon-apigateway-any-method': {
        responses: { 200: { description: 'ok' } },
        'x-amazon-apigateway-integration': {
          type: 'mock',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          responses: {
            default: { statusCode: '200', responseTemplates: { 'application/json': '"mock"' } },
          },
        },
      },
    },
  },
  components: {
    parameters: { id: { name: 'id', in: 'path', required: true } },
    schemas: {
      User: {
        type: 'object',
        required: ['name'],
        properties: { next: { $ref: '#/components/schemas/User' } },
      },
    },
    securitySchemes: { api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' } },
  },
};
const send = (body: string, parameters = {}) =>
  client.send(new ImportRestApiCommand({ body: Buffer.from(body), parameters }));

it('makes an API that answers', async () => {
  const api = await send(JSON.stringify(document));
  expect(api).toMatchObject({ name: 'shop', description: 'd', binaryMediaTypes: ['image/png'] });
  const id = api.id ?? '';
  await deploy(id);
  expect(await call(id, '/prod/users/7')).toMatchObject({
    status: 200,
    body: '{"id":"7","path":"/users/{id}"}',
  });
  expect(await call(id, '/prod/any/where')).toMatchObject({ status: 200, body: '"mock"' });
  expect(await call(id, '/prod/users/7', { method: 'POST', body: '{}' })).toMatchObject({
    status: 418,
    body: '{"message":"Forbidden"}',
  });
  const { items = [] } = await client.send(
    new GetResourcesCommand({ restApiId: id, embed: ['methods'] }),
  );
  const user = items.find(({ path }) => path === '/users/{id}')?.resourceMethods;
  expect(user?.['GET']).toMatchObject({
    operationName: 'getUser',
    requestParameters: { 'method.request.path.id': true },
    methodResponses: { 200: { responseParameters: { 'method.response.header.X-A': false } } },
  });
  expect(user?.['POST']).toMatchObject({
    apiKeyRequired: true,
    requestModels: { 'application/json': 'User' },
  });
});

it('reads YAML of OpenAPI 2.0, and puts the base path in front when asked', async () => {
  const yaml = [
    'swagger: "2.0"',
    'info: {title: old, version: "1"}',
    'basePath: /a/b',
    'paths:',
    '  /x:',
    '    get:',
    '      parameters: [{in: query, name: q, required: true, type: string}]',
    '      x-amazon-apigateway-integration: {type: mock}',
  ].join('\n');
  const api = await send(yaml, { basepath: 'prepend' });
  const { items = [] } = await client.send(new GetResourcesCommand({ restApiId: api.id }));
  expect(items.map(({ path }) => path)).toContain('/a/b/x');
});

const bomb = `a: &a [x,x]\n${Array.from('bcdefghijklmnop')
  .map(
    (each, i) =>
      `${each}: &${each} [*${'abcdefghijklmno'[i]},*${'abcdefghijklmno'[i]},*${'abcdefghijklmno'[i]}]`,
  )
  .join('\n')}\nswagger: "2.0"`;
it.each(['', '{', 'a: b', '[]', '{"swagger":"1.2"}', bomb])('refuses %.30s', async (body) => {
  expect(await failureOf(send(body))).toMatchObject({ name: 'BadRequestException' });
});

it('leaves nothing behind of a document that it refuses', async () => {
  const broken = structuredClone(document);
  broken.paths['/users/{id}'].get['x-amazon-apigateway-integration'].uri = 'nonsense';
  expect(await failureOf(send(JSON.stringify(broken)))).toMatchObject({ status: 400 });
  const { items = [] } = await client.send(new GetRestApisCommand({}));
  expect(items.filter(({ name }) => name === 'shop')).toHaveLength(1);
});
