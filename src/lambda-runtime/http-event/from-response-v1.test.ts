import { expect, test } from 'vitest';
import { fromResponseV1 } from './from-response-v1.ts';

const respond = (result: unknown) => fromResponseV1(Buffer.from(JSON.stringify(result)));
const plain = ['content-type', 'text/plain;charset=UTF-8'];
const refused = {
  status: 500,
  headers: ['content-type', 'application/json'],
  body: '{"message":"Internal Server Error"}',
};

test('status, headers and body are taken over', () => {
  expect(
    respond({ statusCode: 201, headers: { 'X-A': 1, 'X-B': true, 'X-C': null }, body: 'x' }),
  ).toEqual({
    status: 201,
    headers: ['X-A', '1', 'X-B', 'true', ...plain],
    body: 'x',
  });
  expect(respond({ statusCode: '204' })).toEqual({ status: 204, headers: plain, body: '' });
});

test('multiValueHeaders win over headers of the same name', () => {
  const { headers } = respond({
    statusCode: 200,
    headers: { 'x-a': 'single', 'x-b': 'b' },
    multiValueHeaders: { 'X-A': ['1', '2'], 'Set-Cookie': ['a=1', 'b=2'] },
  });
  expect(headers).toEqual(
    [
      ['x-b', 'b'],
      ['X-A', '1'],
      ['X-A', '2'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
      plain,
    ].flat(),
  );
});

test('a base64 body is decoded', () => {
  expect(respond({ statusCode: 200, body: '/w==', isBase64Encoded: true }).body).toEqual(
    Buffer.from([0xff]),
  );
});

test.each([
  null,
  'Hello',
  [],
  {},
  { message: 'hi' },
  { statusCode: 'abc' },
  { statusCode: 99 },
  { statusCode: 200, body: {} },
  { statusCode: 200, headers: [] },
  { statusCode: 200, headers: { a: 'b\r\nc: d' } },
  { statusCode: 200, multiValueHeaders: { a: 'b' } },
  { statusCode: 200, multiValueHeaders: { a: ['b\nc'] } },
  { statusCode: 200, multiValueHeaders: { a: [['b']] } },
])('an invalid result is answered 500: %j', (result) => {
  expect(respond(result)).toEqual(refused);
});

test('a payload that is not JSON is answered 500', () => {
  expect(fromResponseV1(Buffer.from('{'))).toEqual(refused);
  expect(fromResponseV1(new Uint8Array())).toEqual(refused);
});

test('a function cannot set the framing of the response', () => {
  const { headers } = respond({
    statusCode: 200,
    headers: { 'Content-Length': 5 },
    multiValueHeaders: { 'transfer-encoding': ['chunked'] },
  });
  expect(headers).toEqual(plain);
});
