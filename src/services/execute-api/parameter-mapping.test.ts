import { CreateIntegrationCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, describe, expect, it } from 'vitest';
import { failureOf, startFixture } from '../apigatewayv2/fixture.ts';
import { type Ask, ask, startBackend } from './fixture.ts';

const { stack, client, createApi, createRoute, createStage } = await startFixture();
const backend = await startBackend();
afterAll(async () => {
  await backend[Symbol.asyncDispose]();
  await stack.stop();
});
const { ApiId } = await createApi();
await createStage(ApiId, {
  StageName: '$default',
  AutoDeploy: true,
  StageVariables: { color: 'blue' },
});
const integration = (members: object) =>
  client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: `${backend.url}/base`,
      PayloadFormatVersion: '1.0',
      ...members,
    }),
  );
const call = (path: string, rest: Partial<Ask> = {}) =>
  ask(stack, { path, host: `${ApiId}.execute-api.localhost`, ...rest });

describe('requests', async () => {
  const { IntegrationId } = await integration({
    RequestParameters: {
      'append:header.X-A': '$request.header.x-b',
      'overwrite:header.X-C': 'static',
      'remove:header.X-D': "''",
      'overwrite:querystring.id': '$request.path.id',
      'append:querystring.name': '$request.body.user.name',
      'overwrite:header.X-Mixed': '${context.stage}-${stageVariables.color}',
      'overwrite:path': '/other/${request.path.id}',
    },
  });
  await createRoute(ApiId, 'POST /users/{id}', IntegrationId);

  it('are changed before the integration sees them', async () => {
    const answer = await call('/users/7?q=1', {
      method: 'POST',
      headers: { 'x-a': '1', 'x-b': '2', 'x-c': 'mine', 'x-d': 'gone' },
      body: '{"user":{"name":"anna"}}',
    });
    const seen = JSON.parse(answer.body) as { url: string; headers: Record<string, string> };
    expect(seen.url).toBe('/other/7?q=1&id=7&name=anna');
    expect(seen.headers).toMatchObject({
      'x-a': '1, 2',
      'x-c': 'static',
      'x-mixed': '$default-blue',
    });
    expect(seen.headers).not.toHaveProperty('x-d');
  });
});

describe('responses', async () => {
  const { IntegrationId } = await integration({
    ResponseParameters: {
      200: {
        'overwrite:statuscode': '203',
        'overwrite:header.X-Backend': '$response.header.content-type',
        'append:header.X-Method': '$response.body.method',
        'append:header.X-Split': '$request.querystring.x',
      },
    },
  });
  await createRoute(ApiId, 'GET /response', IntegrationId);

  it('of a status are changed, and cannot be split', async () => {
    const answer = await call('/response?x=a%0d%0aset-cookie:%20b');
    expect(answer.status).toBe(203);
    expect(answer.headers).toMatchObject({ 'x-backend': 'application/json', 'x-method': 'GET' });
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(answer.headers).not.toHaveProperty('x-split');
  });
});

it.each([
  { RequestParameters: { 'overwrite:header.Host': 'x' } },
  { RequestParameters: { 'replace:header.X': 'x' } },
  { RequestParameters: { 'overwrite:body': 'x' } },
  { ResponseParameters: { 200: { 'overwrite:querystring.x': 'y' } } },
  { ResponseParameters: { 99: { 'overwrite:header.x': 'y' } } },
])('refuses %j', async (members) => {
  expect(await failureOf(integration(members))).toMatchObject({
    name: 'BadRequestException',
    status: 400,
  });
});
