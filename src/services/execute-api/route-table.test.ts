import { describe, expect, it } from 'vitest';
import { compileRoutes } from './route-table.ts';

const match = (keys: string[], method: string, path: string): string | undefined =>
  compileRoutes(keys.map((routeKey) => ({ routeKey }))).match(method, path)?.route.routeKey;

describe("the example of AWS's page on route evaluation", () => {
  const keys = [
    'GET /pets/dog/1',
    'GET /pets/dog/{id}',
    'GET /pets/{proxy+}',
    'ANY /{proxy+}',
    '$default',
  ];
  it.each([
    ['GET', '/pets/dog/1', 'GET /pets/dog/1'],
    ['GET', '/pets/dog/2', 'GET /pets/dog/{id}'],
    ['GET', '/pets/cat/1', 'GET /pets/{proxy+}'],
    ['POST', '/test/5', 'ANY /{proxy+}'],
    ['GET', '/', '$default'],
  ])('%s %s is served by %s', (method, path, key) => {
    expect(match(keys, method, path)).toBe(key);
  });
});

it('prefers a method to ANY, but a full match by ANY to a greedy one by method', () => {
  expect(match(['ANY /a', 'GET /a'], 'GET', '/a')).toBe('GET /a');
  expect(match(['ANY /{id}', 'GET /{proxy+}'], 'GET', '/a')).toBe('ANY /{id}');
});

it('goes back to a variable when the static branch leads nowhere', () => {
  expect(match(['GET /a/b', 'GET /{x}/c'], 'GET', '/a/c')).toBe('GET /{x}/c');
  expect(match(['POST /users/me', 'GET /users/{id}'], 'GET', '/users/me')).toBe('GET /users/{id}');
});

it('matches nothing beyond its routes', () => {
  expect(match(['GET /a'], 'GET', '/a/')).toBeUndefined();
  expect(match(['GET /a'], 'GET', '//a')).toBeUndefined();
  expect(match(['GET /a'], 'get', '/a')).toBeUndefined();
  expect(match(['GET /users/{id}'], 'GET', '/users/')).toBeUndefined();
  expect(match(['GET /{proxy+}'], 'GET', '/')).toBeUndefined();
});

it('gives the values of its variables', () => {
  const table = compileRoutes([{ routeKey: 'GET /u/{id}/files/{path+}' }]);
  expect(table.match('GET', '/u/7/files/a/b//c')?.pathParameters).toEqual([
    ['id', '7'],
    ['path', 'a/b//c'],
  ]);
  expect(compileRoutes([{ routeKey: 'GET /m/{p+}' }]).match('GET', '/m/')?.pathParameters).toEqual([
    ['p', ''],
  ]);
});

it('visits as many nodes for 10 routes as for 1,000', () => {
  const table = (count: number) =>
    compileRoutes(
      Array.from({ length: count }, (_, index) => ({ routeKey: `GET /r${index}/{id}` })),
    );
  const small = table(10);
  const large = table(1000);
  const time = (subject: typeof small): number => {
    const start = performance.now();
    for (let i = 0; i < 20_000; i++) subject.match('GET', '/r7/42');
    return performance.now() - start;
  };
  time(small);
  time(large);
  const ratios = Array.from({ length: 5 }, () => time(large) / time(small)).toSorted(
    (a, b) => a - b,
  );
  // A scan of the list would be 100 times slower; the bound leaves room for a busy machine.
  expect(ratios[0]).toBeLessThan(5);
});
