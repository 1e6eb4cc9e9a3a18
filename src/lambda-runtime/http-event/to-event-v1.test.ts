import { expect, test } from 'vitest';
import type { HttpRequest } from './front-door.ts';
import { type EventV1Details, toEventV1 } from './to-event-v1.ts';

const request: HttpRequest = {
  method: 'GET',
  path: '/Prod/calculate',
  query: '',
  rawHeaders: [
    'Host',
    'abc.execute-api.localhost:4566',
    'user-agent',
    'curl/8',
    'Connection',
    'keep-alive',
  ],
  body: Buffer.alloc(0),
  sourceIp: '127.0.0.1',
  protocol: 'HTTP/1.1',
};
const details: EventV1Details = {
  accountId: '123456789012',
  apiId: 'abc',
  domainName: 'abc.execute-api.localhost',
  routeKey: 'GET /calculate',
  stage: 'Prod',
  requestId: 'FWxDPgqTiYcEPew=',
  atEpochMs: Date.UTC(2023, 4, 23, 3, 11, 29, 277),
  pathParameters: null,
  stageVariables: null,
};

test('a plain request has every member of a captured event, absent ones as null', () => {
  const event = toEventV1(request, details);
  const headers = { Host: 'abc.execute-api.localhost:4566', 'User-Agent': 'curl/8' };
  expect(event).toEqual({
    version: '1.0',
    resource: '/calculate',
    path: '/Prod/calculate',
    httpMethod: 'GET',
    headers,
    multiValueHeaders: { Host: [headers.Host], 'User-Agent': ['curl/8'] },
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    requestContext: {
      accountId: '123456789012',
      apiId: 'abc',
      domainName: 'abc.execute-api.localhost',
      domainPrefix: 'abc',
      extendedRequestId: 'FWxDPgqTiYcEPew=',
      httpMethod: 'GET',
      identity: {
        accessKey: null,
        accountId: null,
        caller: null,
        cognitoAmr: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: '127.0.0.1',
        user: null,
        userAgent: 'curl/8',
        userArn: null,
      },
      path: '/Prod/calculate',
      protocol: 'HTTP/1.1',
      requestId: 'FWxDPgqTiYcEPew=',
      requestTime: '23/May/2023:03:11:29 +0000',
      requestTimeEpoch: details.atEpochMs,
      resourceId: 'GET /calculate',
      resourcePath: '/calculate',
      stage: 'Prod',
    },
    pathParameters: null,
    stageVariables: null,
    body: null,
    isBase64Encoded: false,
  });
});

test('the single maps hold the last value, the multi-value maps all', () => {
  const event = toEventV1(
    {
      ...request,
      query: 'n=1&n=%2B2&e&__proto__=p',
      rawHeaders: ['X-A', '1', 'x-a', '2', 'Accept', '*/*'],
    },
    details,
  );
  expect(event.headers).toEqual({ 'X-A': '2', accept: '*/*' });
  expect(event.multiValueHeaders).toEqual({ 'X-A': ['1', '2'], accept: ['*/*'] });
  expect(Object.entries(event.queryStringParameters ?? {})).toEqual([
    ['n', '+2'],
    ['e', ''],
    ['__proto__', 'p'],
  ]);
  expect(event.multiValueQueryStringParameters?.['n']).toEqual(['1', '+2']);
});

test('added headers replace those of the client, in canonical case', () => {
  const event = toEventV1(
    { ...request, rawHeaders: ['x-forwarded-for', 'spoofed'] },
    { ...details, addedHeaders: ['x-forwarded-for', '127.0.0.1'] },
  );
  expect(event.headers).toEqual({ 'X-Forwarded-For': '127.0.0.1' });
});

test('the path is decoded, a body that is no text is base64, cookies stay a header', () => {
  const event = toEventV1(
    {
      ...request,
      path: '/a%20b',
      body: Buffer.from([0xff]),
      rawHeaders: ['Content-Type', 'image/png', 'Cookie', 'a=1; b=2'],
    },
    details,
  );
  expect(event).toMatchObject({ path: '/a b', body: '/w==', isBase64Encoded: true });
  expect(event.headers).toEqual({ 'content-type': 'image/png', cookie: 'a=1; b=2' });
  expect(toEventV1({ ...request, path: '/%zz' }, details).path).toBe('/%zz');
});
