import { array, assert, constantFrom, property, string, tuple } from 'fast-check';
import { expect, it } from 'vitest';
import { toEventV1 } from './to-event-v1.ts';

const names = constantFrom(
  'Accept',
  'accept',
  'X-A',
  'x-a',
  'x-A',
  'Host',
  'Cookie',
  '__proto__',
  'constructor',
);
const headers = array(tuple(names, string()), { maxLength: 12 });
const queries = array(string(), { maxLength: 8 }).map((parts) => parts.join('&'));

const build = (rawHeaders: string[], query: string, path: string) =>
  toEventV1(
    {
      method: 'GET',
      path: `/${path}`,
      query,
      rawHeaders,
      body: Buffer.alloc(0),
      sourceIp: '127.0.0.1',
      protocol: 'HTTP/1.1',
    },
    {
      accountId: '1',
      apiId: 'a',
      domainName: 'a.b',
      routeKey: '$default',
      stage: '$default',
      requestId: 'r',
      atEpochMs: 0,
      pathParameters: null,
      stageVariables: null,
    },
  );

it('keeps every header value, the last one in the single map, and one name for all spellings', () => {
  const keeps = property(headers, queries, string(), (sent, query, path) => {
    const event = build(sent.flat(), query, path);
    const single = Object.entries(event.headers);
    expect(single.map(([name, value]) => [name, value])).toEqual(
      Object.entries(event.multiValueHeaders).map(([name, values]) => [name, values.at(-1)]),
    );
    expect(Object.values(event.multiValueHeaders).flat()).toHaveLength(sent.length);
    const lower = single.map(([name]) => name.toLowerCase());
    expect(new Set(lower).size).toBe(lower.length);
  });
  expect(() => assert(keeps)).not.toThrow();
});

it('is whole after JSON, whatever the query and path hold', () => {
  const survives = property(headers, queries, string(), (sent, query, path) => {
    const event = build(sent.flat(), query, path);
    expect(JSON.parse(JSON.stringify(event))).toEqual(event);
    const parameters = Object.keys(event.multiValueQueryStringParameters ?? {});
    expect(parameters).toEqual(Object.keys(event.queryStringParameters ?? {}));
  });
  expect(() => assert(survives)).not.toThrow();
});
