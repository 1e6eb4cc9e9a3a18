import { assert, property, string } from 'fast-check';
import { expect, it } from 'vitest';
import { parseApiAddress } from './address.ts';

const where = (host: string, path: string): string | undefined => {
  const address = parseApiAddress({ host, path });
  return address && `${address.apiId} ${address.path}`;
};

it.each([
  ['abc.execute-api.localhost', '/prod/users', 'abc /prod/users'],
  ['abc.execute-api.us-east-1.amazonaws.com', '/', 'abc /'],
  ['abc.execute-api.localhost.localstack.cloud', '/x', 'abc /x'],
  ['localhost', '/_aws/execute-api/abc/prod/users', 'abc /prod/users'],
  ['localhost', '/_aws/execute-api/abc/$default/users', 'abc /users'],
  ['localhost', '/_aws/execute-api/abc/%24default', 'abc /'],
  ['localhost', '/_aws/execute-api/abc', 'abc /'],
  ['localhost', '/restapis/abc/prod/_user_request_/users', 'abc /prod/users'],
  ['localhost', '/restapis/abc/prod/_user_request_', 'abc /prod'],
  ['localhost', '/restapis/abc/$default/_user_request_/users', 'abc /users'],
])('%s%s addresses %s', (host, path, expected) => {
  expect(where(host, path)).toBe(expected);
});

it.each([
  ['localhost', '/'],
  ['execute-api.localhost', '/'],
  ['.execute-api.localhost', '/'],
  ['a.b.execute-api.localhost', '/'],
  ['localhost', '/_aws/execute-api/'],
  ['localhost', '/restapis/abc/stages/prod'],
  ['localhost', '/restapis//prod/_user_request_/x'],
  ['localhost', '/restapis'],
])('%s%s is no invoke URL', (host, path) => {
  expect(where(host, path)).toBeUndefined();
});

it('takes any host and path without a throw, and gives a path that begins with a slash', () => {
  const begins = (host: string, path: string): boolean => {
    const addresses = ['/', '/_aws/execute-api/', '/restapis/'].map((prefix) =>
      parseApiAddress({ host, path: prefix + path }),
    );
    return addresses.every((each) => each === undefined || each.path.startsWith('/'));
  };
  expect(() => assert(property(string(), string(), begins))).not.toThrow();
});
