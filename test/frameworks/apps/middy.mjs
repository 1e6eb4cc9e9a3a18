import { middy } from '@middy/core';
import httpCors from '@middy/http-cors';
import httpErrorHandler from '@middy/http-error-handler';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import httpRouter from '@middy/http-router';

const json = (statusCode, body) => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
/** Middy leaves what differs between the payload formats to the handler. */
const all = (event, name) =>
  event.multiValueQueryStringParameters?.[name] ??
  event.queryStringParameters?.[name]?.split(',') ??
  [];
const cookieOf = ({ cookies, headers }) => cookies?.join('; ') ?? headers.cookie ?? headers.Cookie;

const routes = [
  {
    method: 'GET',
    path: '/users/{id}',
    handler: async (event) => {
      const q = all(event, 'q');
      return json(200, { id: event.pathParameters.id, q: q.length > 1 ? q : (q[0] ?? null) });
    },
  },
  {
    method: 'POST',
    path: '/echo',
    handler: middy(async (event) => json(201, event.body)).use(httpJsonBodyParser()),
  },
  {
    method: 'GET',
    path: '/cookies',
    handler: async (event) => {
      const cookies = ['a=1; Path=/', 'b=2; Path=/x'];
      const set =
        event.version === '2.0' ? { cookies } : { multiValueHeaders: { 'Set-Cookie': cookies } };
      return { ...json(200, { cookie: cookieOf(event) ?? null }), ...set };
    },
  },
  {
    method: 'GET',
    path: '/image',
    handler: async () => ({
      statusCode: 200,
      headers: { 'content-type': 'image/png' },
      body: Buffer.from([0x89, 0x50, 0, 0xff]).toString('base64'),
      isBase64Encoded: true,
    }),
  },
  {
    method: 'POST',
    path: '/upload',
    handler: async (event) => {
      const encoding = event.isBase64Encoded ? 'base64' : 'utf8';
      return json(200, { bytes: [...Buffer.from(event.body, encoding)] });
    },
  },
  {
    method: 'GET',
    path: '/fail',
    handler: async () => {
      throw new Error('as asked');
    },
  },
];

export const handler = middy()
  .use(httpCors({ origins: ['https://a.example'] }))
  .use(httpErrorHandler({ fallbackMessage: '{"message":"broken"}', logger: false }))
  .handler(httpRouter(routes));
