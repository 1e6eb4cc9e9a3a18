import { expect, test } from 'vitest';
import type { HttpRequest } from './front-door.ts';
import { type EventV2Details, toEventV2 as toText } from './to-event-v2.ts';

const toEventV2 = (...given: Parameters<typeof toText>): any => JSON.parse(toText(...given));

const request: HttpRequest = {
  method: 'GET',
  path: '/users/a%2Fb',
  query: '',
  rawHeaders: ['Host', 'abc.localhost:4566', 'User-Agent', 'curl/8', 'Connection', 'keep-alive'],
  body: Buffer.alloc(0),
  sourceIp: '127.0.0.1',
  protocol: 'HTTP/1.1',
};
const details: EventV2Details = {
  frontDoor: 'function-url',
  accountId: '123456789012',
  apiId: 'abc',
  domainName: 'abc.lambda-url.us-east-1.localhost',
  routeKey: '$default',
  stage: '$default',
  requestId: 'id',
  atEpochMs: Date.UTC(2020, 2, 12, 19, 3, 58),
};

test('a plain request has every part AWS documents and no empty ones', () => {
  expect(toEventV2(request, details)).toEqual({
    version: '2.0',
    routeKey: '$default',
    rawPath: '/users/a%2Fb',
    rawQueryString: '',
    headers: { host: 'abc.localhost:4566', 'user-agent': 'curl/8' },
    requestContext: {
      accountId: '123456789012',
      apiId: 'abc',
      domainName: 'abc.lambda-url.us-east-1.localhost',
      domainPrefix: 'abc',
      http: {
        method: 'GET',
        path: '/users/a%2Fb',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'curl/8',
      },
      requestId: 'id',
      routeKey: '$default',
      stage: '$default',
      time: '12/Mar/2020:19:03:58 +0000',
      timeEpoch: details.atEpochMs,
    },
    isBase64Encoded: false,
  });
});

test('an HTTP API decodes the path, and survives a broken escape', () => {
  expect(toEventV2(request, { ...details, frontDoor: 'http-api' }).rawPath).toBe('/users/a/b');
  expect(
    toEventV2({ ...request, path: '/%zz' }, { ...details, frontDoor: 'http-api' }).rawPath,
  ).toBe('/%zz');
});

test('repeated headers and parameters are joined with commas, cookies stand apart', () => {
  const event = toEventV2(
    {
      ...request,
      query: 'a=1&b=x+y%26&a=2&empty&__proto__=p',
      rawHeaders: ['X-A', '1', 'x-a', '2', 'Cookie', 'a=1; b=2', 'cookie', 'c=3'],
    },
    details,
  );
  expect(event.headers).toEqual({ 'x-a': '1,2' });
  expect(event.cookies).toEqual(['a=1', 'b=2', 'c=3']);
  expect(Object.entries(event.queryStringParameters ?? {})).toEqual([
    ['a', '1,2'],
    ['b', 'x y&'],
    ['empty', ''],
    ['__proto__', 'p'],
  ]);
  expect(event.rawQueryString).toBe('a=1&b=x+y%26&a=2&empty&__proto__=p');
});

test.each([
  ['application/json; charset=utf-8', '{"a":1}', false],
  ['application/problem+json', '{}', false],
  ['text/html', '<p>', false],
  ['application/x-www-form-urlencoded', 'a=1', true],
  ['image/png', 'x', true],
])('a body of type %s', (contentType, text, isBase64Encoded) => {
  const event = toEventV2(
    { ...request, body: Buffer.from(text), rawHeaders: ['content-type', contentType] },
    details,
  );
  expect(event.isBase64Encoded).toBe(isBase64Encoded);
  expect(event.body).toBe(isBase64Encoded ? Buffer.from(text).toString('base64') : text);
});

test('bytes that are not UTF-8 never become text', () => {
  const body = Buffer.from([0xff, 0xfe, 0x00]);
  const event = toEventV2(
    { ...request, body, rawHeaders: ['content-type', 'application/json'] },
    details,
  );
  expect(event).toMatchObject({ body: body.toString('base64'), isBase64Encoded: true });
});

test('parameters, stage variables and the authorizer are passed on, added headers win', () => {
  const event = toEventV2(request, {
    ...details,
    pathParameters: [['id', '1']],
    stageVariables: { v: '2' },
    authorizer: { jwt: { claims: {}, scopes: null } },
    addedHeaders: ['x-forwarded-proto', 'http'],
  });
  expect(event).toMatchObject({
    pathParameters: { id: '1' },
    stageVariables: { v: '2' },
    requestContext: { authorizer: { jwt: { claims: {}, scopes: null } } },
    headers: { 'x-forwarded-proto': 'http' },
  });
});
