import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateIntegrationResponseCommand,
  CreateModelCommand,
  CreateStageCommand,
  DeleteApiCommand,
  UpdateRouteCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Echo, startBackend } from '../fixture.ts';
import { connectTo, refusalOf, startSocketFixture } from './fixture.ts';

const fixture = await startSocketFixture();
const { stack, client: control, createSocketApi, createStage, addRoute } = fixture;
const backend = await startBackend();
afterAll(async () => {
  await stack.stop();
  await backend[Symbol.asyncDispose]();
});

const http = (path = '/') => ({
  IntegrationType: 'HTTP_PROXY' as const,
  IntegrationMethod: 'POST',
  IntegrationUri: backend.url + path,
});
const mock = (template = '{"statusCode":200}') => ({
  IntegrationType: 'MOCK' as const,
  RequestTemplates: { $default: template },
  TemplateSelectionExpression: '\\$default',
});
const twoWay = { isTwoWay: true };
const errorText = (message: string) =>
  new RegExp(
    `^\\{"message": "${message}", "connectionId":"[\\w-]{15}=", "requestId":"[\\w-]{15}="\\}$`,
  );

describe('addresses', () => {
  let apiId: string;
  beforeAll(async () => {
    apiId = await createSocketApi();
    await addRoute(apiId, '$default', http('/default'), twoWay);
  });

  it.each([
    ['the host of localhost', () => ({})],
    ["AWS's host", () => ({ host: `${apiId}.execute-api.us-east-1.amazonaws.com` })],
    [
      'a host of LocalStack',
      () => ({ host: `${apiId}.execute-api.localhost.localstack.cloud:4566` }),
    ],
    ['a path', () => ({ host: 'localhost', path: `/_aws/execute-api/${apiId}/test` })],
    [
      'a path with a slash',
      () => ({ host: 'localhost', path: `/_aws/execute-api/${apiId}/test/` }),
    ],
  ])('%s', async (_name, where) => {
    const client = await connectTo(stack, apiId, where());
    client.send('{}');
    expect((JSON.parse(await client.next()) as Echo).url).toBe('/default');
    client.socket.terminate();
  });

  it('a stage that is not there, or none, is forbidden', async () => {
    const forbidden = { status: 403, body: '{"message":"Forbidden"}' };
    for (const path of ['/absent', '/', '/test/more'])
      expect(await refusalOf(stack, apiId, { path })).toEqual(forbidden);
    expect(await refusalOf(stack, 'absent')).toMatchObject({ status: 403 });
  });

  it('a stage without a deployment is not there yet; one with is frozen', async () => {
    const frozen = await createSocketApi();
    const { routeId } = await addRoute(frozen, '$default', http('/first'), twoWay);
    const second = await addRoute(frozen, 'x', http('/second'));
    await createStage(frozen, { StageName: 'prod' });
    expect(await refusalOf(stack, frozen, { path: '/prod' })).toMatchObject({ status: 403 });
    await control.send(new CreateDeploymentCommand({ ApiId: frozen, StageName: 'prod' }));
    const client = await connectTo(stack, frozen, { path: '/prod' });
    const Target = `integrations/${second.integrationId}`;
    await control.send(new UpdateRouteCommand({ ApiId: frozen, RouteId: routeId, Target }));
    client.send('a');
    expect((JSON.parse(await client.next()) as Echo).url).toBe('/first');
    await control.send(new CreateDeploymentCommand({ ApiId: frozen, StageName: 'prod' }));
    client.send('b');
    expect((JSON.parse(await client.next()) as Echo).url).toBe('/second');
    client.socket.terminate();
  });

  it('an API that is deleted sends its clients away when they speak', async () => {
    const gone = await createSocketApi();
    await addRoute(gone, '$default', mock());
    const client = await connectTo(stack, gone);
    await control.send(new DeleteApiCommand({ ApiId: gone }));
    client.send('{}');
    expect(await client.closed).toMatchObject({ code: 1001 });
  });
});

describe('route selection', () => {
  it.each([
    ['$request.body.action', '{"action":"own"}', '/own'],
    ['$request.body.action', '{"action":"other"}', '/default'],
    ['$request.body.action', '{"action":7}', '/default'],
    ['$request.body.action', '{"action":"$connect"}', '/default'],
    ['$request.body.action', '{"action":"__proto__"}', '/default'],
    ['$request.body.action', 'no JSON', '/default'],
    ['$request.body.action', '', '/default'],
    ['$request.body.a.b[1]', '{"a":{"b":["x","own"]}}', '/own'],
    ['${request.body.action}', '{"action":"own"}', '/own'],
    ['${request.body.a}${request.body.b}', '{"a":"o","b":"wn"}', '/own'],
    ['${request.body.a}/${request.body.b}', '{"a":"o"}', '/default'],
  ])('%s of %s leads to %s', async (expression, message, url) => {
    const apiId = await createSocketApi(expression);
    await addRoute(apiId, 'own', http('/own'), twoWay);
    await addRoute(apiId, '$default', http('/default'), twoWay);
    const client = await connectTo(stack, apiId);
    client.send(message);
    expect(JSON.parse(await client.next())).toMatchObject({ url, body: message });
    client.socket.terminate();
  });

  it('that finds nothing is told to the client', async () => {
    const apiId = await createSocketApi();
    await addRoute(apiId, 'own', mock());
    const client = await connectTo(stack, apiId);
    client.send({ action: 'other' });
    expect(await client.next()).toMatch(errorText('Forbidden'));
    client.send('no JSON');
    expect(await client.next()).toMatch(errorText('Forbidden'));
    client.socket.terminate();
  });
});

describe('who may connect', () => {
  it('is for the authorizer to say; what it says is part of every event', async () => {
    const apiId = await createSocketApi();
    const AuthorizerUri = await fixture.deployFunction(
      'authorizer',
      `const token = event.queryStringParameters.token;
       if (token === 'throws') throw new Error('x');
       if (token === 'unauthorized') throw new Error('Unauthorized');
       if (token === 'nonsense') return 1;
       const Effect = token === 'deny' ? 'Deny' : 'Allow';
       return { principalId: 'anna', context: { n: 1, arn: event.methodArn, type: event.type },
         policyDocument: { Version: '2012-10-17', Statement: [{ Effect, Action: 'execute-api:Invoke', Resource: event.methodArn }] } };`,
    );
    const { AuthorizerId } = await control.send(
      new CreateAuthorizerCommand({
        ApiId: apiId,
        Name: 'a',
        AuthorizerType: 'REQUEST',
        AuthorizerUri,
        IdentitySource: ['route.request.querystring.token'],
      }),
    );
    await addRoute(apiId, '$connect', http(), { AuthorizationType: 'CUSTOM', AuthorizerId });
    const { integrationId } = await addRoute(apiId, 'who', mock(), twoWay);
    await control.send(
      new CreateIntegrationResponseCommand({
        ApiId: apiId,
        IntegrationId: integrationId,
        IntegrationResponseKey: '$default',
        ResponseTemplates: {
          $default:
            '$context.authorizer.principalId $context.authorizer.n $context.authorizer.type $context.authorizer.arn',
        },
        TemplateSelectionExpression: '\\$default',
      }),
    );
    const client = await connectTo(stack, apiId, { path: '/test?token=t' });
    client.send({ action: 'who' });
    expect(await client.next()).toBe(
      `anna 1 REQUEST arn:aws:execute-api:us-east-1:123456789012:${apiId}/test/$connect`,
    );
    client.socket.terminate();
    const statusOf = async (path: string) => (await refusalOf(stack, apiId, { path })).status;
    expect(await statusOf('/test')).toBe(401);
    expect(await statusOf('/test?token=')).toBe(401);
    expect(await statusOf('/test?token=unauthorized')).toBe(401);
    expect(await statusOf('/test?token=deny')).toBe(403);
    expect(await statusOf('/test?token=throws')).toBe(500);
    expect(await statusOf('/test?token=nonsense')).toBe(500);
  });

  it('depends on required parameters, the backend, and the throttle', async () => {
    const apiId = await createSocketApi();
    await addRoute(apiId, '$connect', http('/connect'), {
      RequestParameters: { 'route.request.querystring.room': { Required: true } },
    });
    const { body, status } = await refusalOf(stack, apiId);
    expect(status).toBe(400);
    expect(body).toContain('Missing required request parameters: [room]');
    await using rude = await startBackend((_request, response) => {
      response.writeHead(418).end('teapot');
    });
    const other = await createSocketApi();
    await addRoute(other, '$connect', { ...http(), IntegrationUri: rude.url });
    expect(await refusalOf(stack, other)).toEqual({ status: 418, body: 'teapot' });
    await control.send(
      new UpdateStageCommand({
        ApiId: apiId,
        StageName: 'test',
        RouteSettings: { $connect: { ThrottlingBurstLimit: 1, ThrottlingRateLimit: 0.001 } },
      }),
    );
    const path = '/test?room=1';
    (await connectTo(stack, apiId, { path })).socket.terminate();
    expect(await refusalOf(stack, apiId, { path })).toMatchObject({ status: 429 });
  });
});

describe('messages', () => {
  it('are held to the model of their route', async () => {
    const apiId = await createSocketApi();
    await control.send(
      new CreateModelCommand({
        ApiId: apiId,
        Name: 'Talk',
        Schema: JSON.stringify({ type: 'object', required: ['text'] }),
      }),
    );
    await addRoute(apiId, 'talk', http(), {
      ...twoWay,
      ModelSelectionExpression: '$request.body.action',
      RequestModels: { talk: 'Talk' },
    });
    const client = await connectTo(stack, apiId);
    client.send({ action: 'talk' });
    expect(await client.next()).toMatch(errorText('Invalid request body'));
    client.send({ action: 'talk', text: 'x' });
    expect(JSON.parse(await client.next())).toMatchObject({ method: 'POST' });
    client.socket.terminate();
  });

  it('are throttled by route and stage', async () => {
    const apiId = await createSocketApi();
    await addRoute(apiId, '$default', http(), twoWay);
    await control.send(
      new UpdateStageCommand({
        ApiId: apiId,
        StageName: 'test',
        DefaultRouteSettings: { ThrottlingBurstLimit: 1, ThrottlingRateLimit: 0.001 },
      }),
    );
    const client = await connectTo(stack, apiId);
    client.send('a');
    expect(await client.next()).toContain('"body":"a"');
    client.send('b');
    expect(await client.next()).toMatch(errorText('Too Many Requests'));
    client.socket.terminate();
  });
});

it('writes access and execution logs', async () => {
  const apiId = await createSocketApi();
  await addRoute(apiId, '$connect', mock());
  await addRoute(apiId, 'x', http());
  await control.send(
    new CreateStageCommand({
      ApiId: apiId,
      StageName: 'logged',
      AutoDeploy: true,
      AccessLogSettings: {
        DestinationArn: 'arn:aws:logs:us-east-1:123456789012:log-group:socket-access',
        Format: '$context.eventType $context.routeKey $context.status $context.integrationStatus',
      },
      DefaultRouteSettings: { LoggingLevel: 'INFO', DataTraceEnabled: true },
    }),
  );
  const client = await connectTo(stack, apiId, { path: '/logged' });
  client.send({ action: 'x' });
  client.send({ action: 'other' });
  await client.next();
  client.socket.close();
  const logs = stack.client(CloudWatchLogsClient);
  const linesOf = async (logGroupName: string): Promise<string[]> => {
    try {
      const found = await logs.send(new FilterLogEventsCommand({ logGroupName }));
      return (found.events ?? []).map(({ message }) => message ?? '');
    } catch {
      return [];
    }
  };
  await expect
    .poll(async () => (await linesOf('socket-access')).toSorted())
    .toEqual([
      'CONNECT $connect 101 200',
      'DISCONNECT $disconnect 200 -',
      'MESSAGE $default 403 -',
      'MESSAGE x 200 200',
    ]);
  const group = `/aws/apigateway/${apiId}/logged`;
  await expect
    .poll(() => linesOf(group))
    .toContainEqual(expect.stringMatching(/^\([\w-]{15}=\) Message: \{"action":"x"\}$/));
});

it('lets in who has a key of a usage plan', async () => {
  const apiId = await createSocketApi();
  await addRoute(apiId, '$connect', mock(), { ApiKeyRequired: true });
  const rest = stack.client(APIGatewayClient);
  const key = await rest.send(new CreateApiKeyCommand({ enabled: true, value: 'k'.repeat(20) }));
  const apiStages = [{ apiId, stage: 'test' }];
  const plan = await rest.send(
    new CreateUsagePlanCommand({ name: 'p', apiStages, quota: { limit: 1, period: 'DAY' } }),
  );
  await rest.send(
    new CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId: key.id, keyType: 'API_KEY' }),
  );
  const headers = { 'x-api-key': 'k'.repeat(20) };
  (await connectTo(stack, apiId, { headers })).socket.terminate();
  expect(await refusalOf(stack, apiId)).toMatchObject({ status: 403 });
  expect(await refusalOf(stack, apiId, { headers })).toMatchObject({ status: 429 });
});
