import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../../apigateway/fixture.ts';

const { stack, createApi, createResource, putMethod, deploy, deployFunction, call } =
  await startRestFixture();
afterAll(() => stack.stop());
const uri = await deployFunction(
  'echo',
  'return { statusCode: 200, body: JSON.stringify(event) };',
);
const { id, root } = await createApi({ binaryMediaTypes: ['image/png'] });
const proxy = await createResource(id, root, '{proxy+}');
const lambda = { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri } as const;
await putMethod(id, proxy, 'ANY', {}, lambda);
await deploy(id);
const eventOf = async (...[path, rest]: [string, Parameters<typeof call>[2]?]): Promise<unknown> =>
  JSON.parse((await call(id, `/prod${path}`, rest)).body);

it('carries what JSON must escape', async () => {
  const headers = {
    'X-Quote': '"\\',
    ['__proto__']: 'own',
    'x-tab': 'a\tb',
    'X-Many': ['1', '2'],
  };
  const event = await eventOf(
    '/a%22b/%5C%F0%9F%98%80?q=%22%0A&q=%E2%80%A8&constructor=1&broken=%zz',
    {
      method: 'POST',
      headers,
      body: '{"text":"\u2028\u0000"}',
    },
  );
  expect(event).toMatchObject({
    resource: '/{proxy+}',
    path: '/a"b/\\\u{1f600}',
    httpMethod: 'POST',
    headers: { 'X-Quote': '"\\', 'x-tab': 'a\tb', 'X-Many': '2' },
    multiValueHeaders: { 'X-Many': ['1', '2'] },
    queryStringParameters: { q: '\u2028', constructor: '1', broken: '%zz' },
    multiValueQueryStringParameters: { q: ['"\n', '\u2028'] },
    pathParameters: { proxy: 'a"b/\\\u{1f600}' },
    stageVariables: null,
    body: '{"text":"\u2028\u0000"}',
    isBase64Encoded: false,
  });
  const text = JSON.stringify(event);
  expect(text).toContain('"__proto__":"own"');
});

it('has null where there is nothing, and base64 for binary types', async () => {
  expect(await eventOf('/x')).toMatchObject({
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    body: null,
  });
  const headers = { 'content-type': 'image/png' };
  const body = Buffer.from([0xff, 0]);
  expect(await eventOf('/x', { method: 'PUT', headers, body })).toMatchObject({
    body: '/wA=',
    isBase64Encoded: true,
  });
});
