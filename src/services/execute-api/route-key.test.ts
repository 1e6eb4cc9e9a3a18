import { expect, it } from 'vitest';
import { parseRouteKey, shapeOf } from './route-key.ts';

it.each([
  'GET /',
  'ANY /{proxy+}',
  'POST /users/{id}/files/{path+}',
  'GET /a.b/c:d/~e',
  'PUT /{user-id}',
])('accepts %s', (key) => {
  expect(parseRouteKey(key)?.path).toBe(key.slice(key.indexOf(' ') + 1));
});

it.each([
  '',
  'GET',
  'POST/augur',
  'GET users',
  'get /users',
  'TRACE /users',
  'GET  /users',
  'GET /users/',
  'GET //users',
  'GET /users id',
  'GET /{a+}/b',
  'GET /{}',
  'GET /x{a}',
  'GET /{a}/{a}',
  'GET /a?b=c',
  'GET /a#b',
  'GET /\u0000',
  `GET /${'a'.repeat(20_000)}`,
])('refuses %j', (key) => {
  expect(parseRouteKey(key)).toBeUndefined();
});

it('gives one shape to keys that differ in the names of variables', () => {
  const shape = (key: string): string =>
    shapeOf(parseRouteKey(key) as NonNullable<ReturnType<typeof parseRouteKey>>);
  expect(shape('GET /a/{x}')).toBe(shape('GET /a/{y}'));
  expect(shape('GET /a/{x}')).not.toBe(shape('GET /a/{x+}'));
  expect(shape('GET /a/{x}')).not.toBe(shape('POST /a/{x}'));
});
