import {
  PutGatewayResponseCommand,
  PutIntegrationResponseCommand,
  PutMethodResponseCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, describe, expect, it } from 'vitest';
import { startRestFixture } from '../../apigateway/fixture.ts';
import { ask } from '../fixture.ts';

const { stack, client, createApi, createResource, putMethod, deploy, deployFunction, call } =
  await startRestFixture();
afterAll(() => stack.stop());
const proxy = (uri: string) => ({ type: 'AWS_PROXY' as const, integrationHttpMethod: 'POST', uri });

describe('a REST API before a function', async () => {
  const { id, root } = await createApi({ binaryMediaTypes: ['image/png'] });
  const users = await createResource(id, root, 'users');
  const user = await createResource(id, users, '{id}');
  const answers = await createResource(id, root, '{proxy+}');
  const echo = await deployFunction('rest-echo', 'return { body: JSON.stringify(event) }');
  await putMethod(id, users, 'GET', {}, proxy(echo));
  await putMethod(id, users, 'POST', {}, proxy(echo));
  await putMethod(id, user, 'GET', {}, proxy(echo));
  const which = await deployFunction(
    'rest-answers',
    `switch (event.pathParameters.proxy) {
      case 'full': return { statusCode: 201, headers: { 'X-A': 'b', 'Content-Length': '9', Date: 'x' }, multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] }, body: 'made' };
      case 'binary': return { headers: { 'content-type': 'image/png' }, body: '/wA=', isBase64Encoded: true };
      case 'unknown-member': return { statusCode: 200, cookies: [] };
      case 'text': return 'bare';
      case 'object-body': return { body: {} };
      case 'status': return { statusCode: 'x' };
      case 'split': return { headers: { a: 'b\\r\\nc: d' } };
      case 'throw': throw new Error('no');
    }`,
  );
  await putMethod(id, answers, 'ANY', {}, proxy(which));
  await deploy(id);

  it("gives the function AWS's event", async () => {
    const answer = await call(id, '/prod/users?page=1&page=2&q=%26', {
      method: 'POST',
      headers: {
        'X-Own': ['a', 'b'],
        authorization: 'Bearer t',
        'content-type': 'application/json',
      },
      body: '{"name":"John"}',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(answer.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers['x-amz-apigw-id']).toMatch(/=$/);
    const event = JSON.parse(answer.body) as Record<string, unknown>;
    expect(event).toMatchObject({
      resource: '/users',
      path: '/users',
      httpMethod: 'POST',
      headers: { 'X-Own': 'b', Authorization: 'Bearer t', 'X-Forwarded-Proto': 'http' },
      multiValueHeaders: { 'X-Own': ['a', 'b'] },
      queryStringParameters: { page: '2', q: '&' },
      multiValueQueryStringParameters: { page: ['1', '2'], q: ['&'] },
      pathParameters: null,
      stageVariables: null,
      requestContext: {
        resourceId: users,
        resourcePath: '/users',
        httpMethod: 'POST',
        path: '/prod/users',
        accountId: stack.account,
        protocol: 'HTTP/1.1',
        stage: 'prod',
        domainPrefix: id,
        requestId: answer.headers['x-amzn-requestid'],
        domainName: `${id}.execute-api.localhost`,
        apiId: id,
        identity: { sourceIp: '127.0.0.1', user: null },
      },
      body: '{"name":"John"}',
      isBase64Encoded: false,
    });
    expect(event).not.toHaveProperty('version');
    expect((event['headers'] as Record<string, string>)['X-Amzn-Trace-Id']).toBe(
      answer.headers['x-amzn-trace-id'],
    );
  });

  it('decodes path parameters, and answers every form of its URL', async () => {
    const byHost = await call(id, '/prod/users/a%20b/');
    const byPath = await ask(stack, { path: `/restapis/${id}/prod/_user_request_/users/a%20b` });
    const byPrefix = await ask(stack, { path: `/_aws/execute-api/${id}/prod/users/a%20b` });
    for (const answer of [byHost, byPath, byPrefix])
      expect(JSON.parse(answer.body)).toMatchObject({
        resource: '/users/{id}',
        pathParameters: { id: 'a b' },
      });
  });

  it('passes binary bodies of its media types in base64', async () => {
    const body = Buffer.from([0, 255, 1]);
    const answer = await call(id, '/prod/users', {
      method: 'POST',
      body,
      headers: { 'content-type': 'image/png' },
    });
    expect(JSON.parse(answer.body)).toMatchObject({
      body: body.toString('base64'),
      isBase64Encoded: true,
    });
  });

  it('takes status, headers and cookies over', async () => {
    const answer = await call(id, '/prod/full');
    expect(answer).toMatchObject({ status: 201, body: 'made' });
    expect(answer.headers).toMatchObject({
      'x-a': 'b',
      'set-cookie': ['a=1', 'b=2'],
      'content-length': '4',
      'x-amzn-remapped-date': 'x',
    });
  });

  it('decodes base64 only for a client that accepts binary', async () => {
    expect((await call(id, '/prod/binary')).body).toBe('/wA=');
    const accepting = await call(id, '/prod/binary', { headers: { accept: 'image/png,*/*' } });
    expect(accepting.headers['content-length']).toBe('2');
  });

  it.each(['unknown-member', 'text', 'object-body', 'status', 'split', 'throw'])(
    'answers 502 for a function that returns %s',
    async (path) => {
      const answer = await call(id, `/prod/${path}`);
      expect(answer).toMatchObject({ status: 502, body: '{"message": "Internal server error"}' });
      expect(answer.headers['x-amzn-errortype']).toBe('InternalServerErrorException');
    },
  );

  it('answers what it does not have as AWS does', async () => {
    expect(await call(id, '/prod/users', { method: 'DELETE' })).toMatchObject({ status: 502 });
    expect(await call(id, '/prod')).toMatchObject({
      status: 403,
      body: '{"message":"Missing Authentication Token"}',
      headers: { 'x-amzn-errortype': 'MissingAuthenticationTokenException' },
    });
    expect(await call(id, '/dev/users')).toMatchObject({
      status: 403,
      body: '{"message":"Forbidden"}',
    });
  });

  it('serves a deployment until the next one', async () => {
    await putMethod(id, root, 'GET', {}, proxy(echo));
    expect(await call(id, '/prod')).toMatchObject({ status: 403 });
    await deploy(id);
    expect(await call(id, '/prod')).toMatchObject({ status: 200 });
    expect(await call(id, '/prod/')).toMatchObject({ status: 200 });
  });

  it('answers 413 for an event beyond what Lambda takes', async () => {
    const body = Buffer.alloc(7 * 1024 * 1024, 'x');
    expect(await call(id, '/prod/users', { method: 'POST', body })).toMatchObject({ status: 413 });
  });
});

describe('CORS of a REST API', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'OPTIONS');
  const ref = { restApiId: id, resourceId: root, httpMethod: 'OPTIONS', statusCode: '200' };
  const header = (name: string) => `method.response.header.Access-Control-Allow-${name}`;
  await client.send(
    new PutMethodResponseCommand({
      ...ref,
      responseParameters: { [header('Origin')]: true, [header('Methods')]: true },
    }),
  );
  await client.send(
    new PutIntegrationResponseCommand({
      ...ref,
      responseParameters: { [header('Origin')]: "'*'", [header('Methods')]: "'GET,POST'" },
      responseTemplates: { 'application/json': '' },
    }),
  );
  await client.send(
    new PutGatewayResponseCommand({
      restApiId: id,
      responseType: 'DEFAULT_4XX',
      responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
      responseTemplates: {
        'application/json': '{"error":$context.error.messageString,"stage":"$context.stage"}',
      },
    }),
  );
  await deploy(id);

  it('answers a preflight from its MOCK method', async () => {
    const answer = await call(id, '/prod', { method: 'OPTIONS', headers: { origin: 'https://a' } });
    expect(answer).toMatchObject({ status: 200, body: '' });
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET,POST',
    });
  });

  it('adds the headers of its gateway responses to refusals', async () => {
    const answer = await call(id, '/prod/absent');
    expect(answer).toMatchObject({
      status: 403,
      body: '{"error":"Missing Authentication Token","stage":"prod"}',
    });
    expect(answer.headers['access-control-allow-origin']).toBe('*');
  });
});
