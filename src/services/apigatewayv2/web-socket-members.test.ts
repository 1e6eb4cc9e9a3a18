import {
  CreateApiCommand,
  CreateAuthorizerCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  GetApiCommand,
  ReimportApiCommand,
  UpdateApiCommand,
  UpdateIntegrationCommand,
  UpdateRouteCommand,
} from '@aws-sdk/client-apigatewayv2';
import { afterAll, describe, expect, it } from 'vitest';
import { failureOf, FUNCTION_ARN, startFixture } from './fixture.ts';

const { stack, client, createApi } = await startFixture();
afterAll(() => stack.stop());
const webSocket = {
  ProtocolType: 'WEBSOCKET' as const,
  RouteSelectionExpression: '$request.body.action',
};
const { ApiId } = await createApi(webSocket);
const FUNCTION_URI = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FUNCTION_ARN}/invocations`;

describe('APIs', () => {
  const create = (input: object) =>
    client.send(new CreateApiCommand({ Name: 'a', ...webSocket, ...input }));

  it("have AWS's defaults and an address of their own", async () => {
    const api = await create({});
    expect(api).toMatchObject({
      ...webSocket,
      ApiEndpoint: `ws://${api.ApiId}.execute-api.localhost:${stack.port}`,
      ApiKeySelectionExpression: '$request.header.x-api-key',
    });
    expect(await client.send(new GetApiCommand({ ApiId: api.ApiId }))).toMatchObject(webSocket);
  });

  it.each([
    [{ RouteSelectionExpression: undefined }, /must be specified/],
    [{ RouteSelectionExpression: '${broken' }, /Invalid route selection expression/],
    [{ RouteSelectionExpression: '$request.body.a'.padEnd(2000, 'a') }, /Invalid route selection/],
    [{ ApiKeySelectionExpression: '$request.body.key' }, /Invalid API key selection/],
    [{ CorsConfiguration: { AllowOrigins: ['*'] } }, /CorsConfiguration is not currently/],
    [{ Target: FUNCTION_ARN }, /Target is not currently supported for WebSocket APIs/],
  ])('refuse %j', async (input, message) => {
    expect(await failureOf(create(input))).toMatchObject({
      name: 'BadRequestException',
      message: expect.stringMatching(message),
    });
  });

  it('change, but are not imported', async () => {
    const RouteSelectionExpression = '${request.body.a}/${request.body.b}';
    const update = new UpdateApiCommand({ ApiId, RouteSelectionExpression });
    expect(await client.send(update)).toMatchObject({ RouteSelectionExpression });
    const Body = JSON.stringify({ openapi: '3.0.1', info: { title: 'x' }, paths: {} });
    expect(await failureOf(client.send(new ReimportApiCommand({ ApiId, Body })))).toMatchObject({
      status: 400,
    });
  });
});

describe('routes', () => {
  const create = (input: object) =>
    client.send(new CreateRouteCommand({ ApiId, RouteKey: 'own', ...input }));

  it.each(['$connect', '$disconnect', '$default', 'send message', 'GET /x'])(
    'take the key %s, once',
    async (RouteKey) => {
      expect(await create({ RouteKey })).toMatchObject({ RouteKey, AuthorizationType: 'NONE' });
      expect(await failureOf(create({ RouteKey }))).toMatchObject({ name: 'ConflictException' });
    },
  );

  it.each([
    { RouteKey: '' },
    { RouteKey: '$own' },
    { AuthorizationType: 'JWT' },
    { AuthorizationType: 'CUSTOM', AuthorizerId: 'x' },
    { AuthorizationScopes: ['a'] },
    { ModelSelectionExpression: '${' },
    { RouteResponseSelectionExpression: '$request.body.x' },
  ])('refuse %j', async (input) => {
    expect(await failureOf(create(input))).toMatchObject({ name: 'BadRequestException' });
  });

  it('keep what only they have', async () => {
    const members = {
      ModelSelectionExpression: '$request.body.action',
      RequestModels: { x: 'M' },
      RequestParameters: { 'route.request.querystring.a': { Required: true } },
      RouteResponseSelectionExpression: '$default',
    };
    const { RouteId } = await create({ RouteKey: 'kept', ...members });
    const OperationName = 'o';
    expect(
      await client.send(new UpdateRouteCommand({ ApiId, RouteId, OperationName })),
    ).toMatchObject({ ...members, OperationName });
  });
});

describe('integrations', () => {
  const create = (input: object) =>
    client.send(
      new CreateIntegrationCommand({
        ApiId,
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: FUNCTION_URI,
        ...input,
      }),
    );

  it("have AWS's defaults", async () => {
    expect(await create({})).toMatchObject({
      ConnectionType: 'INTERNET',
      IntegrationMethod: 'POST',
      IntegrationResponseSelectionExpression: '${integration.response.body.errorMessage}',
      PassthroughBehavior: 'WHEN_NO_MATCH',
      PayloadFormatVersion: '1.0',
      TimeoutInMillis: 29_000,
    });
    expect(await create({ IntegrationType: 'MOCK', IntegrationUri: undefined })).toMatchObject({
      IntegrationResponseSelectionExpression: '${integration.response.statuscode}',
    });
  });

  it('keep what only they have', async () => {
    const members = {
      ContentHandlingStrategy: 'CONVERT_TO_TEXT' as const,
      PassthroughBehavior: 'NEVER' as const,
      RequestTemplates: { $default: 'x' },
      TemplateSelectionExpression: '\\$default',
      RequestParameters: { 'integration.request.header.a': 'context.connectionId' },
    };
    const { IntegrationId } = await create({ IntegrationType: 'AWS', ...members });
    const update = new UpdateIntegrationCommand({ ApiId, IntegrationId, TimeoutInMillis: 50 });
    expect(await client.send(update)).toMatchObject({ ...members, TimeoutInMillis: 50 });
  });

  const http = {
    IntegrationType: 'HTTP',
    IntegrationMethod: 'POST',
    IntegrationUri: 'http://localhost:1/',
  };
  it.each([
    { TimeoutInMillis: 49 },
    { TimeoutInMillis: 29_001 },
    { IntegrationUri: 'nonsense' },
    { IntegrationType: 'OTHER' },
    { ...http, IntegrationMethod: 'FETCH' },
    { ...http, IntegrationUri: 'ftp://x' },
    { PayloadFormatVersion: '2.0' },
    { PassthroughBehavior: 'SOMETIMES' },
    { TemplateSelectionExpression: '${' },
    { RequestParameters: { 'integration.request.header.a': 'nonsense' } },
    { RequestParameters: { nonsense: "'x'" } },
    { ResponseParameters: { 200: {} } },
  ])('refuse %j', async (input) => {
    expect(await failureOf(create(input))).toMatchObject({ status: 400 });
  });

  it.each([
    { ConnectionType: 'VPC_LINK' },
    { TlsConfig: { ServerNameToVerify: 'x' } },
    { IntegrationType: 'AWS', IntegrationUri: 'arn:aws:apigateway:us-east-1:sqs:path/1/q' },
  ])('say honestly that %j is not there', async (input) => {
    expect(await failureOf(create(input))).toMatchObject({ name: 'NotImplemented', status: 501 });
  });
});

describe('authorizers and stages', () => {
  it.each([
    { AuthorizerType: 'JWT' },
    { AuthorizerResultTtlInSeconds: 300 },
    { AuthorizerPayloadFormatVersion: '2.0' },
    { EnableSimpleResponses: true },
    { IdentitySource: ['$request.header.Auth'] },
    { AuthorizerUri: 'nonsense' },
  ])('refuse the authorizer %j', async (input) => {
    const command = new CreateAuthorizerCommand({
      ApiId,
      Name: 'a',
      AuthorizerType: 'REQUEST',
      AuthorizerUri: FUNCTION_URI,
      IdentitySource: ['route.request.header.Auth'],
      ...(input as object),
    });
    expect(await failureOf(client.send(command))).toMatchObject({ name: 'BadRequestException' });
  });

  it('have a name in the URL, and log levels', async () => {
    const create = (input: object) =>
      client.send(new CreateStageCommand({ ApiId, StageName: 'prod', ...input }));
    expect(await failureOf(create({ StageName: '$default' }))).toMatchObject({ status: 400 });
    const DefaultRouteSettings = { LoggingLevel: 'INFO', DataTraceEnabled: true };
    expect(await create({ DefaultRouteSettings })).toMatchObject({ DefaultRouteSettings });
  });
});
