import {
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  UpdateApiCommand,
  UpdateRouteCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { afterAll, describe, expect, it } from 'vitest';
import { startFixture } from '../apigatewayv2/fixture.ts';
import { type Answer, type Ask, ask, type Echo, startBackend } from './fixture.ts';

const { stack, client, createApi, createRoute, createStage, createDeployment } =
  await startFixture();
const backend = await startBackend();
afterAll(async () => {
  await stack.stop();
  await backend[Symbol.asyncDispose]();
});

const http = async (ApiId: string, path = '', members: object = {}): Promise<string> => {
  const input = {
    ApiId,
    IntegrationType: 'HTTP_PROXY',
    IntegrationMethod: 'ANY',
    IntegrationUri: backend.url + path,
  };
  const created = await client.send(
    new CreateIntegrationCommand({ ...input, ...members } as never),
  );
  return created.IntegrationId ?? '';
};
const call = (apiId: string, path: string, rest: Partial<Ask> = {}): Promise<Answer> =>
  ask(stack, { path, host: `${apiId}.execute-api.localhost:${stack.port}`, ...rest });
const echoOf = (answer: Answer): Echo => JSON.parse(answer.body) as Echo;
const notFound = { status: 404, body: '{"message":"Not Found"}' };

describe('invoke URLs', async () => {
  const { ApiId } = await createApi();
  const id = await http(ApiId, '/{where}');
  await createRoute(ApiId, 'GET /a/{where}', id);
  await createStage(ApiId, { StageName: 'prod', AutoDeploy: true });
  await createStage(ApiId, { StageName: '$default', AutoDeploy: true });

  it.each([
    `${ApiId}.execute-api.localhost`,
    `${ApiId}.execute-api.localhost:${stack.port}`,
    `${ApiId}.execute-api.us-east-1.amazonaws.com`,
    `${ApiId}.execute-api.localhost.localstack.cloud:4566`,
  ])('answers under the host %s', async (host) => {
    expect(await ask(stack, { host, path: '/a/b' })).toMatchObject({ status: 200 });
    expect(await ask(stack, { host, path: '/prod/a/b' })).toMatchObject({ status: 200 });
  });

  it.each([
    `/_aws/execute-api/${ApiId}/prod/a/b`,
    `/_aws/execute-api/${ApiId}/$default/a/b`,
    `/restapis/${ApiId}/prod/_user_request_/a/b`,
    `/restapis/${ApiId}/$default/_user_request_/a/b`,
  ])('answers under the path %s', async (path) => {
    expect(await ask(stack, { path })).toMatchObject({ status: 200 });
  });

  it('puts its request id on every answer', async () => {
    const ids = await Promise.all(
      ['/a/b', '/none'].map(async (path) => (await call(ApiId, path)).headers['apigw-requestid']),
    );
    for (const each of ids) expect(each).toMatch(/^[\w-]{15}=$/);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it('answers 404 without a route, 403 without an API', async () => {
    expect(await call(ApiId, '/none')).toMatchObject(notFound);
    expect(await call(ApiId, '/a/b', { method: 'POST' })).toMatchObject(notFound);
    expect(await call('absent', '/')).toMatchObject({
      status: 403,
      body: '{"message":"Forbidden"}',
    });
  });
});

describe('the HTTP proxy', async () => {
  const { ApiId } = await createApi();
  await createRoute(ApiId, 'ANY /p/{proxy+}', await http(ApiId, '/base/{proxy}?fixed=1'));
  await createRoute(
    ApiId,
    'ANY /unreachable',
    await http(ApiId, '', { IntegrationUri: 'http://127.0.0.1:1/' }),
  );
  await createStage(ApiId, { StageName: '$default', AutoDeploy: true });

  it('passes method, path, query, headers and body on, and the answer back', async () => {
    const answer = await call(ApiId, '/p/a%20b/c?x=1&x=2', {
      method: 'PUT',
      headers: { 'X-Own': 'v', 'Content-Type': 'text/plain' },
      body: 'hello',
    });
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'x-backend': 'yes', 'content-type': 'application/json' },
    });
    const echo = echoOf(answer);
    expect(echo).toMatchObject({
      method: 'PUT',
      url: '/base/a%20b/c?fixed=1&x=1&x=2',
      body: 'hello',
    });
    expect(echo.headers).toMatchObject({
      'x-own': 'v',
      host: backend.url.slice(7),
      'content-length': '5',
    });
    expect(echo.headers['forwarded']).toBe(
      `for=127.0.0.1;host=${ApiId}.execute-api.localhost;proto=http`,
    );
    expect(echo.headers['x-amzn-trace-id']).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
  });

  it('does not let a path variable out of its place in the URL', async () => {
    const { url } = echoOf(await call(ApiId, '/p/x%23y%26z'));
    expect(url).toBe('/base/x%23y%26z?fixed=1');
  });

  it('answers 503 for a server that cannot be reached', async () => {
    expect(await call(ApiId, '/unreachable')).toMatchObject({
      status: 503,
      body: '{"message":"Service Unavailable"}',
    });
  });

  it('answers 503 once the timeout of the integration is over', async () => {
    await using silent = await startBackend(() => {});
    const id = await http(ApiId, '', { IntegrationUri: silent.url, TimeoutInMillis: 50 });
    await createRoute(ApiId, 'GET /silent', id);
    expect(await call(ApiId, '/silent')).toMatchObject({
      status: 503,
      body: '{"message":"Service Unavailable"}',
    });
  });
});

describe('stages', async () => {
  const { ApiId } = await createApi();
  const first = await http(ApiId, '/first');
  const second = await http(ApiId, '/second');
  const RouteId = await createRoute(ApiId, 'GET /', first);

  it('serve nothing before a deployment, then its snapshot until the next', async () => {
    await createStage(ApiId, { StageName: 'frozen' });
    expect(await call(ApiId, '/frozen')).toMatchObject(notFound);
    await createDeployment(ApiId, 'frozen');
    expect(echoOf(await call(ApiId, '/frozen')).url).toBe('/first');
    await client.send(new UpdateRouteCommand({ ApiId, RouteId, Target: `integrations/${second}` }));
    expect(echoOf(await call(ApiId, '/frozen')).url).toBe('/first');
    await createDeployment(ApiId, 'frozen');
    expect(echoOf(await call(ApiId, '/frozen/')).url).toBe('/second');
  });

  it('with auto-deploy serve each change at once, and keep the last when it is switched off', async () => {
    await createStage(ApiId, { StageName: 'auto', AutoDeploy: true });
    await client.send(new UpdateRouteCommand({ ApiId, RouteId, Target: `integrations/${first}` }));
    expect(echoOf(await call(ApiId, '/auto')).url).toBe('/first');
    await client.send(new UpdateStageCommand({ ApiId, StageName: 'auto', AutoDeploy: false }));
    await client.send(new UpdateRouteCommand({ ApiId, RouteId, Target: `integrations/${second}` }));
    expect(echoOf(await call(ApiId, '/auto')).url).toBe('/first');
  });

  it('give way to $default when no stage has the name of the first segment', async () => {
    await createRoute(ApiId, 'GET /users/{id}', first);
    await createStage(ApiId, { StageName: '$default', AutoDeploy: true });
    await createStage(ApiId, { StageName: 'users', AutoDeploy: true });
    expect(await call(ApiId, '/users/7')).toMatchObject(notFound);
    expect(await call(ApiId, '/users/users/7')).toMatchObject({ status: 200 });
    expect(await call(ApiId, '/')).toMatchObject({ status: 200 });
  });

  it('put their variables into the URI of an integration', async () => {
    const id = await http(ApiId, '/${stageVariables.where}');
    await createRoute(ApiId, 'GET /var', id);
    await createStage(ApiId, {
      StageName: 'v',
      AutoDeploy: true,
      StageVariables: { where: 'here' },
    });
    expect(echoOf(await call(ApiId, '/v/var')).url).toBe('/here');
  });

  it('throttle by route and by stage, and refill with the clock', async () => {
    const RouteSettings = { 'GET /var': { ThrottlingBurstLimit: 1, ThrottlingRateLimit: 0.001 } };
    await createStage(ApiId, { StageName: 't', AutoDeploy: true, RouteSettings });
    expect(await call(ApiId, '/t/var')).toMatchObject({ status: 200 });
    expect(await call(ApiId, '/t/var')).toMatchObject({
      status: 429,
      body: '{"message":"Too Many Requests"}',
    });
    expect(await call(ApiId, '/t')).toMatchObject({ status: 200 });
    await stack.clock.advance(1_000_000);
    expect(await call(ApiId, '/t/var')).toMatchObject({ status: 200 });
  });

  it('answer 404 once the endpoint is disabled', async () => {
    await client.send(new UpdateApiCommand({ ApiId, DisableExecuteApiEndpoint: true }));
    expect(await call(ApiId, '/')).toMatchObject(notFound);
  });
});

describe('CORS', async () => {
  const CorsConfiguration = {
    AllowOrigins: ['https://a.example', 'http://*'],
    AllowMethods: ['GET', 'POST'],
    AllowHeaders: ['content-type', 'x-own'],
    ExposeHeaders: ['x-seen'],
    AllowCredentials: true,
    MaxAge: 60,
  };
  const { ApiId } = await createApi({ CorsConfiguration });
  await createRoute(ApiId, 'ANY /', await http(ApiId));
  await createStage(ApiId, { StageName: '$default', AutoDeploy: true });
  const preflight = (origin: string) =>
    call(ApiId, '/anywhere', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'GET' },
    });
  const corsOf = ({ headers }: Answer) =>
    Object.fromEntries(
      Object.entries(headers).filter(([name]) => name.startsWith('access-control-')),
    );

  it('answers a preflight itself, without any route', async () => {
    const answer = await preflight('https://a.example');
    expect(answer).toMatchObject({ status: 204, body: '' });
    expect(corsOf(answer)).toEqual({
      'access-control-allow-origin': 'https://a.example',
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'content-type,x-own',
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'x-seen',
      'access-control-max-age': '60',
    });
    expect(corsOf(await preflight('http://other.example'))).toMatchObject({
      'access-control-allow-origin': 'http://other.example',
    });
  });

  it('gives an origin that is not allowed nothing', async () => {
    const answer = await preflight('https://evil.example');
    expect(answer.status).toBe(204);
    expect(corsOf(answer)).toEqual({});
  });

  it('replaces the CORS headers of the integration by its own', async () => {
    expect(corsOf(await call(ApiId, '/'))).toEqual({});
    expect(corsOf(await call(ApiId, '/', { headers: { origin: 'https://a.example' } }))).toEqual({
      'access-control-allow-origin': 'https://a.example',
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'x-seen',
    });
  });

  it('leaves OPTIONS that are no preflight to the routes', async () => {
    expect(echoOf(await call(ApiId, '/', { method: 'OPTIONS' })).method).toBe('OPTIONS');
  });

  it("without a configuration, passes the integration's headers and preflights on", async () => {
    const plain = await createApi();
    await createRoute(plain.ApiId, 'ANY /', await http(plain.ApiId));
    await createStage(plain.ApiId, { StageName: '$default', AutoDeploy: true });
    const headers = { origin: 'https://a.example', 'access-control-request-method': 'GET' };
    const answer = await call(plain.ApiId, '/', { method: 'OPTIONS', headers });
    expect(corsOf(answer)).toEqual({ 'access-control-allow-origin': 'https://backend.example' });
  });
});

describe('hostile requests', async () => {
  const { ApiId } = await createApi();
  const id = await http(ApiId, '/{proxy}');
  await createRoute(ApiId, 'ANY /{proxy+}', id);
  await createRoute(ApiId, 'GET /one/{x}', id);
  await createStage(ApiId, { StageName: '$default', AutoDeploy: true });

  it.each([
    ['a broken escape', '/%', 400],
    ['an escape that is no number', '/%zz', 400],
    ['bytes that are not UTF-8', '/%ff%fe', 400],
    ['overlong UTF-8', '/%c0%ae%c0%ae/', 400],
    ['a NUL', '/a%00b', 200],
    ['an encoded slash', '/a%2Fb', 200],
    ['double slashes', '//a//b', 200],
    ['an empty last segment', '/one/', 200],
    ['dot segments', '/../../etc/passwd', 400],
    ['encoded dot segments', '/a/%2e%2e/%2E.', 400],
    ['4,000 segments', `/${'a/'.repeat(4000)}`, 200],
    ['3,000 escapes', `/${'%61'.repeat(3000)}`, 200],
  ])('with %s get an answer', async (_what, path, status) => {
    expect((await call(ApiId, path)).status).toBe(status);
  });

  it('routes by the decoded path: an encoded slash is a slash, what follows an encoded ? is lost', async () => {
    expect(echoOf(await call(ApiId, '/one/a%2Fb')).url).toBe('/one/a/b');
    expect(echoOf(await call(ApiId, '/two%3Fadmin=true')).url).toBe('/two');
  });

  it('answers 431 past 10,240 bytes of request line and headers', async () => {
    const headers = (size: number) => ({ 'x-big': 'b'.repeat(size) });
    expect(await call(ApiId, '/a', { headers: headers(9_000) })).toMatchObject({ status: 200 });
    expect(await call(ApiId, '/a', { headers: headers(10_240) })).toMatchObject({
      status: 431,
      body: '{"message":"Request Header Fields Too Large"}',
    });
    const flood = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [`x-${index}`, 'v']),
    );
    expect((await call(ApiId, '/a', { headers: flood })).status).toBe(431);
  });

  it('answers 413 past 10 MB of body', async () => {
    const answer = await call(ApiId, '/a', {
      method: 'POST',
      body: Buffer.alloc(10 * 1024 * 1024 + 1),
    });
    expect(answer).toMatchObject({ status: 413, body: '{"message":"Request Entity Too Large"}' });
  });

  it('takes stage names from its own map only', async () => {
    for (const path of ['/__proto__', '/constructor', '/toString'])
      expect((await call(ApiId, path)).status).toBe(200);
  });
});

it('serves a new API of the same fixed id after the old one is gone', async () => {
  const create = () =>
    client.send(
      new CreateApiCommand({
        Name: 'x',
        ProtocolType: 'HTTP',
        Target: backend.url,
        Tags: { _custom_id_: 'same' },
      }),
    );
  await create();
  expect((await call('same', '/')).status).toBe(200);
  await stack.reset();
  expect((await call('same', '/')).status).toBe(403);
  await create();
  expect((await call('same', '/')).status).toBe(200);
  await client.send(new CreateRouteCommand({ ApiId: 'same', RouteKey: 'GET /more' }));
});
