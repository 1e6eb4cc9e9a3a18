import { expect, test } from 'vitest';
import { request } from '../fixtures/request.ts';
import { ECHO, startStack } from '../fixtures/stack.ts';

const { stack, lambda, createActive } = await startStack();

async function urlOf(name: string, source: string, Cors?: object): Promise<string> {
  await createActive(name, source);
  const { FunctionUrl = '' } = await lambda.createFunctionUrlConfig({
    FunctionName: name,
    AuthType: 'NONE',
    ...(Cors && { Cors }),
  });
  return FunctionUrl;
}

const echo = await urlOf('echo', ECHO);

test('the function sees a payload 2.0 event', async () => {
  const { status, headers, body } = await request(stack.port, `${echo}a%20b/c?x=1&x=2`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: 'k=v',
      'X-Own': 'y',
      'user-agent': 'test',
    },
    body: '{"name":"John"}',
  });
  expect({ status, type: headers['content-type'] }).toEqual({
    status: 200,
    type: 'application/json',
  });
  const host = new URL(echo).hostname;
  const event = JSON.parse(body);
  expect(event).toMatchObject({
    version: '2.0',
    routeKey: '$default',
    rawPath: '/a%20b/c',
    rawQueryString: 'x=1&x=2',
    cookies: ['k=v'],
    headers: { 'x-own': 'y', 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http' },
    queryStringParameters: { x: '1,2' },
    requestContext: {
      apiId: host.split('.')[0],
      domainName: host,
      domainPrefix: host.split('.')[0],
      http: {
        method: 'POST',
        path: '/a%20b/c',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'test',
      },
      requestId: headers['x-amzn-requestid'],
      stage: '$default',
    },
    body: '{"name":"John"}',
    isBase64Encoded: false,
  });
});

test('one trace from the request to the function', async () => {
  const url = await urlOf(
    'traced',
    "exports.handler = async (event) => [event.headers['x-amzn-trace-id'], process.env._X_AMZN_TRACE_ID];",
  );
  const [made, seen] = JSON.parse((await request(stack.port, url)).body) as [string, string];
  expect(made).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
  expect(seen.startsWith(`${made};`)).toBe(true);
  const own = 'Root=1-5759e988-bd862e3fe1be46a994272793';
  const { body } = await request(stack.port, url, { headers: { 'x-amzn-trace-id': own } });
  expect(body).toContain(own);
});

test('the function decides status, headers, cookies and bytes', async () => {
  const url = await urlOf(
    'full',
    `exports.handler = async () => ({ statusCode: 418, headers: { 'X-A': 'b' }, cookies: ['c=d', 'e=f'],
       body: Buffer.from('tea').toString('base64'), isBase64Encoded: true });`,
  );
  expect(await request(stack.port, url)).toMatchObject({
    status: 418,
    headers: { 'x-a': 'b', 'set-cookie': 'c=d, e=f', 'content-type': 'application/json' },
    body: 'tea',
  });
});

test.each([
  ['an error', "exports.handler = async () => { throw new Error('no'); };"],
  ['an invalid response', 'exports.handler = async () => ({ statusCode: "x" });'],
])('%s of the function is a 502', async (_what, source) => {
  const url = await urlOf(`bad${source.length}`, source);
  expect(await request(stack.port, url)).toMatchObject({
    status: 502,
    body: 'Internal Server Error',
  });
});

test('a throttled function is a 429', async () => {
  const url = await urlOf('throttled', ECHO);
  await lambda.putFunctionConcurrency({
    FunctionName: 'throttled',
    ReservedConcurrentExecutions: 0,
  });
  expect((await request(stack.port, url)).status).toBe(429);
});

test('hosts that are no function’s, and the right one in another region', async () => {
  expect((await request(stack.port, 'http://nobody.lambda-url.us-east-1.localhost/')).status).toBe(
    404,
  );
  expect((await request(stack.port, echo.replace('us-east-1', 'eu-west-1'))).status).toBe(404);
});

test('a body over 6 MB is refused', async () => {
  const answer = await request(stack.port, echo, {
    method: 'POST',
    body: Buffer.alloc(6_291_457, 'x'),
  });
  expect(answer.status).toBe(413);
});

test('CORS: the URL answers the preflight and overrides what the function says', async () => {
  const url = await urlOf(
    'cors',
    `exports.handler = async () => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*', 'X-Own': '1' }, body: 'x' });`,
    {
      AllowOrigins: ['https://*.example.com'],
      AllowMethods: ['GET', 'PUT'],
      AllowHeaders: ['x-a'],
      AllowCredentials: true,
      MaxAge: 60,
    },
  );
  const preflight = (origin: string) =>
    request(stack.port, url, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PUT' },
    });
  expect(await preflight('https://app.example.com')).toMatchObject({
    status: 200,
    body: '',
    headers: {
      'access-control-allow-origin': 'https://app.example.com',
      'access-control-allow-methods': 'GET,PUT',
      'access-control-allow-headers': 'x-a',
      'access-control-allow-credentials': 'true',
      'access-control-max-age': '60',
    },
  });
  expect((await preflight('https://evil.test')).headers).not.toHaveProperty(
    'access-control-allow-origin',
  );
  const answer = await request(stack.port, url, { headers: { origin: 'https://app.example.com' } });
  expect(answer).toMatchObject({
    body: 'x',
    headers: { 'access-control-allow-origin': 'https://app.example.com', 'x-own': '1' },
  });
  const foreign = await request(stack.port, url, { headers: { origin: 'https://evil.test' } });
  expect(foreign.headers).not.toHaveProperty('access-control-allow-origin');
});

test('an alias’s URL follows the alias', async () => {
  await createActive(
    'aliased',
    'exports.handler = async (event, context) => context.functionVersion;',
  );
  await lambda.publishVersion({ FunctionName: 'aliased' });
  await lambda.createAlias({ FunctionName: 'aliased', Name: 'live', FunctionVersion: '1' });
  const { FunctionUrl = '' } = await lambda.createFunctionUrlConfig({
    FunctionName: 'aliased',
    Qualifier: 'live',
    AuthType: 'NONE',
  });
  expect((await request(stack.port, FunctionUrl)).body).toBe('1');
  await lambda.updateAlias({ FunctionName: 'aliased', Name: 'live', FunctionVersion: '$LATEST' });
  expect((await request(stack.port, FunctionUrl)).body).toBe('$LATEST');
});
