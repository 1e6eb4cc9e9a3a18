import { expect, test } from 'vitest';
import { fromResponseV2 } from './from-response-v2.ts';

const respond = (result: unknown, frontDoor: 'http-api' | 'function-url' = 'http-api') =>
  fromResponseV2(Buffer.from(JSON.stringify(result)), frontDoor);

test.each([
  ['Hello from Lambda!', 'Hello from Lambda!'],
  [{ message: 'hi' }, '{"message":"hi"}'],
  [[1, 2], '[1,2]'],
  [7, '7'],
  [null, 'null'],
])('a result without statusCode is the body: %j', (result, body) => {
  expect(respond(result)).toEqual({
    status: 200,
    headers: ['content-type', 'application/json'],
    body,
  });
});

test('status, headers, cookies and body are taken over', () => {
  expect(
    respond({
      statusCode: 201,
      headers: { 'X-Number': 1, 'X-Flag': true, 'X-Null': null, 'Content-Type': 'text/html' },
      cookies: ['a=1', 'b=2; Secure'],
      body: '<p>',
    }),
  ).toEqual({
    status: 201,
    headers: [
      ['X-Number', '1'],
      ['X-Flag', 'true'],
      ['Content-Type', 'text/html'],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2; Secure'],
    ].flat(),
    body: '<p>',
  });
});

test('the content type without one of its own depends on the front', () => {
  expect(respond({ statusCode: '204' })).toEqual({
    status: 204,
    headers: ['content-type', 'text/plain;charset=UTF-8'],
    body: '',
  });
  expect(respond({ statusCode: 200, body: 'x' }, 'function-url').headers).toEqual([
    'content-type',
    'application/json',
  ]);
});

test('a base64 body is decoded', () => {
  const { body } = respond({ statusCode: 200, body: '/w==', isBase64Encoded: true });
  expect(body).toEqual(Buffer.from([0xff]));
});

test.each([
  { statusCode: 'abc' },
  { statusCode: null },
  { statusCode: 99 },
  { statusCode: 101 },
  { statusCode: 200.5 },
  { statusCode: 200, body: { a: 1 } },
  { statusCode: 200, headers: 'x' },
  { statusCode: 200, headers: { a: ['b'] } },
  { statusCode: 200, headers: { 'bad name': 'b' } },
  { statusCode: 200, headers: { a: 'b\r\nset-cookie: c=d' } },
  { statusCode: 200, cookies: 'a=1' },
  { statusCode: 200, cookies: ['a=1\r\nx: y'] },
])('an invalid result is an error of the front: %j', (result) => {
  expect(respond(result)).toEqual({
    status: 500,
    headers: ['content-type', 'application/json'],
    body: '{"message":"Internal Server Error"}',
  });
  expect(respond(result, 'function-url')).toMatchObject({
    status: 502,
    body: 'Internal Server Error',
  });
});

test('a payload that is not JSON is the body of an HTTP API, and an error of a function URL', () => {
  expect(fromResponseV2(Buffer.from('{"a":'), 'http-api')).toMatchObject({
    status: 200,
    body: '{"a":',
  });
  expect(fromResponseV2(Buffer.from('{"a":'), 'function-url').status).toBe(502);
});

test('a function cannot set the framing of the response', () => {
  const { headers } = respond({
    statusCode: 200,
    headers: { 'Content-Length': '5', 'Transfer-Encoding': 'chunked' },
  });
  expect(headers).toEqual(['content-type', 'text/plain;charset=UTF-8']);
});
