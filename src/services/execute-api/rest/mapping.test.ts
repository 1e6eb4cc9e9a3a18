import {
  PutIntegrationResponseCommand,
  type PutIntegrationResponseRequest,
  PutMethodResponseCommand,
  type PutIntegrationRequest,
} from '@aws-sdk/client-api-gateway';
import { afterAll, describe, expect, it } from 'vitest';
import { startRestFixture } from '../../apigateway/fixture.ts';
import { startBackend } from '../fixture.ts';

const { stack, client, createApi, createResource, putMethod, deploy, deployFunction, call } =
  await startRestFixture();
const backend = await startBackend();
afterAll(async () => {
  await backend[Symbol.asyncDispose]();
  await stack.stop();
});

const { id, root } = await createApi({ binaryMediaTypes: ['image/png'] });
const ref = { restApiId: id };

/** A POST method at `/name` whose responses are these. */
async function method(
  name: string,
  integration: Partial<PutIntegrationRequest>,
  responses: Partial<PutIntegrationResponseRequest>[] = [{ statusCode: '200' }],
): Promise<void> {
  const resourceId = await createResource(id, root, name);
  await putMethod(id, resourceId, 'POST', {}, integration);
  for (const response of responses) {
    const at = { ...ref, resourceId, httpMethod: 'POST', statusCode: response.statusCode };
    await client.send(new PutMethodResponseCommand(at));
    await client.send(new PutIntegrationResponseCommand({ ...response, ...at }));
  }
}

const post = (path: string, body = '', headers: Record<string, string> = {}) =>
  call(id, `/prod${path}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
const json = (template: string) => ({ 'application/json': template });

await method('vtl', {}, [
  {
    statusCode: '200',
    responseTemplates: {
      'application/json':
        '{"q":"$input.params(\'q\')","ua":"$input.params(\'X-Own\')","stage":"$context.stage","path":"$context.resourcePath"}',
      'application/xml': '<stage>$context.stage</stage>',
    },
  },
]);
await method(
  'override',
  { requestTemplates: json('{"statusCode": 200}#set($context.responseOverride.status = 418)') },
  [
    {
      statusCode: '200',
      responseParameters: { 'method.response.header.X-Static': "'s'" },
      responseTemplates: json('#set($context.responseOverride.header.X-Own = "o")tea'),
    },
  ],
);
await method('bad-mock', { requestTemplates: json('{}') });
await method('bad-template', { requestTemplates: json('#if(') });
await method('never', { passthroughBehavior: 'NEVER' });
await method('other-status', { requestTemplates: json('{"statusCode": 404}') }, [
  { statusCode: '200', selectionPattern: '2..' },
]);
const fn = await deployFunction(
  'mapped',
  `if (event.fail) throw new Error(event.fail); return { got: event, text: 'é' };`,
);
const lambda = { type: 'AWS' as const, integrationHttpMethod: 'POST', uri: fn };
await method(
  'lambda',
  {
    ...lambda,
    requestTemplates: json(
      '{"name": $input.json(\'$.name\'), "fail": "$!input.path(\'$.fail\')", "all": $input.body}',
    ),
  },
  [
    {
      statusCode: '200',
      responseTemplates: json('{"name":"$input.path(\'$.got.name\')"}'),
    },
    {
      statusCode: '404',
      selectionPattern: 'not found.*',
      responseTemplates: json('{"error":"$input.path(\'$.errorMessage\')"}'),
    },
  ],
);
await method('plain', lambda);
await method(
  'later',
  {
    ...lambda,
    requestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" },
  },
  [{ statusCode: '202' }],
);
await method(
  'http',
  {
    type: 'HTTP',
    integrationHttpMethod: 'PUT',
    uri: `${backend.url}/base/{name}`,
    requestParameters: {
      'integration.request.path.name': 'method.request.querystring.n',
      'integration.request.querystring.stage': 'context.stage',
      'integration.request.header.X-Body': 'method.request.body.name',
      'integration.request.header.X-Static': "'s'",
    },
    requestTemplates: json('{"wrapped": $input.json(\'$\')}'),
  },
  [
    {
      statusCode: '200',
      responseParameters: {
        'method.response.header.X-Backend': 'integration.response.header.X-Backend',
        'method.response.header.X-Method': 'integration.response.body.method',
      },
    },
  ],
);
await method('unreachable', {
  type: 'HTTP',
  integrationHttpMethod: 'GET',
  uri: 'http://127.0.0.1:1/',
});
const proxied = await createResource(id, await createResource(id, root, 'proxied'), '{proxy+}');
await putMethod(
  id,
  proxied,
  'ANY',
  {},
  {
    type: 'HTTP_PROXY',
    integrationHttpMethod: 'ANY',
    uri: `${backend.url}/behind/{proxy}`,
    requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
  },
);
await deploy(id);
const serverError = { status: 500, body: '{"message": "Internal server error"}' };

describe('MOCK integrations', () => {
  it('render $input.params and $context, by the Accept header', async () => {
    expect(await post('/vtl?q=1', '', { 'x-own': 'me' })).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"q":"1","ua":"me","stage":"prod","path":"/vtl"}',
    });
    expect(await post('/vtl', '', { accept: 'application/xml' })).toMatchObject({
      headers: { 'content-type': 'application/xml' },
      body: '<stage>prod</stage>',
    });
  });

  it('let templates override status and headers', async () => {
    const answer = await post('/override');
    expect(answer).toMatchObject({ status: 418, body: 'tea' });
    expect(answer.headers).toMatchObject({ 'x-own': 'o', 'x-static': 's' });
  });

  it.each(['/bad-mock', '/bad-template', '/other-status'])(
    'answer 500 for a configuration that cannot work: %s',
    async (path) => {
      expect(await post(path)).toMatchObject(serverError);
    },
  );

  it('answer 415 for a media type without a template', async () => {
    expect(await post('/never', 'x', { 'content-type': 'text/csv' })).toMatchObject({
      status: 415,
      body: '{"message":"Unsupported Media Type"}',
    });
  });
});

describe('functions behind a mapping', () => {
  it('get what the template makes, and answer through theirs', async () => {
    expect(await post('/lambda', '{"name":"anna"}')).toMatchObject({
      status: 200,
      body: '{"name":"anna"}',
    });
  });

  it('have their failures selected by pattern, or pass them as they are', async () => {
    expect(await post('/lambda', '{"name":1,"fail":"not found: 7"}')).toMatchObject({
      status: 404,
      body: '{"error":"not found: 7"}',
    });
    expect(await post('/lambda', '{"name":1,"fail":"other"}')).toMatchObject({ status: 200 });
  });

  it('get the body as it is without a template', async () => {
    expect(await post('/plain', '{"a":1}')).toMatchObject({
      status: 200,
      body: '{"got":{"a":1},"text":"é"}',
    });
  });

  it('run later when the invocation type says so', async () => {
    expect(await post('/later', '{}')).toMatchObject({ status: 202, body: '' });
  });
});

describe('HTTP backends', () => {
  it('get mapped path, query, headers and body', async () => {
    const answer = await post('/http?n=a%20b', '{"name":"anna"}');
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'x-backend': 'yes', 'x-method': 'PUT' });
    expect(JSON.parse(answer.body)).toMatchObject({
      method: 'PUT',
      url: '/base/a%20b?stage=prod',
      headers: { 'x-body': 'anna', 'x-static': 's', 'x-amzn-apigateway-api-id': id },
      body: '{"wrapped": {"name":"anna"}}',
    });
  });

  it('get proxied requests as they came', async () => {
    const answer = await call(id, '/prod/proxied/a/b?x=1', {
      method: 'DELETE',
      headers: { 'X-Own': 'v' },
    });
    expect(JSON.parse(answer.body)).toMatchObject({
      method: 'DELETE',
      url: '/behind/a/b?x=1',
      headers: { 'x-own': 'v', 'x-forwarded-for': '127.0.0.1' },
    });
    expect(answer.headers['x-amzn-remapped-date']).toBeDefined();
  });

  it('cannot be left by dot segments', async () => {
    expect(await call(id, '/prod/proxied/%2e%2e/admin')).toMatchObject({ status: 400 });
  });

  it('that are out of reach are a server error', async () => {
    expect(await post('/unreachable')).toMatchObject(serverError);
  });
});
