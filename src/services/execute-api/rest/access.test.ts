import {
  CreateApiKeyCommand,
  CreateAuthorizerCommand,
  type CreateAuthorizerRequest,
  CreateModelCommand,
  CreateRequestValidatorCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  FlushStageAuthorizersCacheCommand,
  GetUsageCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, describe, expect, it } from 'vitest';
import { startRestFixture } from '../../apigateway/fixture.ts';

const {
  stack,
  client,
  createApi,
  createResource,
  putMethod,
  putResponse,
  deploy,
  deployFunction,
  call,
} = await startRestFixture();
afterAll(() => stack.stop());

const { id, root } = await createApi();
const mock = {
  'application/json': '{"who":"$context.authorizer.principalId","n":"$context.authorizer.n"}',
};
async function method(name: string, members: object): Promise<string> {
  const resource = await createResource(id, root, name);
  await putMethod(id, resource, 'POST', members);
  await putResponse(id, resource, 'POST', mock);
  return resource;
}
const post = (path: string, headers: Record<string, string> = {}, body = '') =>
  call(id, `/prod${path}`, { method: 'POST', headers, body });

const authorizerUri = await deployFunction(
  'authorizer',
  `const token = event.authorizationToken ?? event.headers.token;
   globalThis.calls = (globalThis.calls ?? 0) + 1;
   if (token === 'unauthorized') throw new Error('Unauthorized');
   if (token === 'crash') throw new Error('crash');
   if (token === 'malformed') return {};
   const Effect = token === 'deny' ? 'Deny' : 'Allow';
   const Resource = token === 'elsewhere' ? event.methodArn + '/elsewhere' : event.methodArn.split('/').slice(0, 2).join('/') + '/*';
   return { principalId: token, context: { n: globalThis.calls, yes: true },
     policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] } };`,
);
const authorizer = async (name: string, members: Partial<CreateAuthorizerRequest>) => {
  const made = await client.send(
    new CreateAuthorizerCommand({
      restApiId: id,
      name,
      type: 'TOKEN',
      authorizerUri,
      identitySource: 'method.request.header.Token',
      ...members,
    }),
  );
  return { authorizationType: 'CUSTOM', authorizerId: made.id };
};
await method('token', await authorizer('token', { identityValidationExpression: '[a-z]+' }));
await method('uncached', await authorizer('uncached', { authorizerResultTtlInSeconds: 0 }));
await method(
  'request',
  await authorizer('request', {
    type: 'REQUEST',
    identitySource: 'method.request.header.token, method.request.querystring.q',
  }),
);
await method('key', { apiKeyRequired: true });
const model = (name: string, schema: object) =>
  client.send(
    new CreateModelCommand({
      restApiId: id,
      name,
      contentType: 'application/json',
      schema: JSON.stringify(schema),
    }),
  );
await model('Name', { type: 'string', pattern: '^(a+)+$', maxLength: 100_000 });
await model('User', {
  $schema: 'http://json-schema.org/draft-04/schema#',
  type: 'object',
  required: ['name'],
  properties: {
    name: { $ref: `https://apigateway.amazonaws.com/restapis/${id}/models/Name` },
    age: { type: 'integer', minimum: 0, exclusiveMinimum: true },
    child: { $ref: '#' },
  },
});
const validator = await client.send(
  new CreateRequestValidatorCommand({
    restApiId: id,
    name: 'all',
    validateRequestBody: true,
    validateRequestParameters: true,
  }),
);
await method('valid', {
  requestValidatorId: validator.id,
  requestModels: { 'application/json': 'User' },
  requestParameters: { 'method.request.header.X-A': true, 'method.request.querystring.q': true },
});
await method('slow', {});
await deploy(id);

describe('Lambda authorizers', () => {
  it('let in whom their policy allows, and tell who it is', async () => {
    const answer = await post('/token', { token: 'anna' });
    expect(answer).toMatchObject({ status: 200 });
    expect(JSON.parse(answer.body)).toMatchObject({ who: 'anna' });
  });

  it.each([
    ['/token', undefined, 401, '{"message":"Unauthorized"}'],
    ['/token', 'NOT-VALID', 401, '{"message":"Unauthorized"}'],
    ['/token', 'unauthorized', 401, '{"message":"Unauthorized"}'],
    [
      '/token',
      'deny',
      403,
      '{"message":"User is not authorized to access this resource with an explicit deny"}',
    ],
    ['/token', 'elsewhere', 403, '{"message":"User is not authorized to access this resource"}'],
    ['/token', 'crash', 500, '{"message":null}'],
    ['/token', 'malformed', 500, '{"message":null}'],
    ['/request', 'anna', 401, '{"message":"Unauthorized"}'],
    ['/request?q=1', 'anna', 200, /anna/],
  ])('answer %s with token %s: %i', async (path, token, status, body) => {
    const answer = await post(path, token === undefined ? {} : { token });
    expect(answer.status).toBe(status);
    if (typeof body === 'string') expect(answer.body).toBe(body);
    else expect(answer.body).toMatch(body);
  });

  it('are asked once per identity, until the time is over or the cache is flushed', async () => {
    const ask = async (path: string) => (await post(path, { token: 'cached' })).body;
    const first = await ask('/token');
    expect(await ask('/token')).toBe(first);
    await stack.clock.advance(301_000);
    const second = await ask('/token');
    expect(second).not.toBe(first);
    await client.send(new FlushStageAuthorizersCacheCommand({ restApiId: id, stageName: 'prod' }));
    expect(await ask('/token')).not.toBe(second);
    expect(await ask('/uncached')).not.toBe(await ask('/uncached'));
  });
});

describe('API keys', async () => {
  const key = async (enabled: boolean) =>
    client.send(new CreateApiKeyCommand({ name: 'k', enabled }));
  const good = await key(true);
  const off = await key(false);
  const stray = await key(true);
  const plan = await client.send(
    new CreateUsagePlanCommand({
      name: 'p',
      apiStages: [{ apiId: id, stage: 'prod' }],
      quota: { limit: 3, period: 'DAY' },
    }),
  );
  for (const { id: keyId } of [good, off])
    await client.send(
      new CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId, keyType: 'API_KEY' }),
    );
  const forbidden = { status: 403, body: '{"message":"Forbidden"}' };
  const send = (value?: string) => post('/key', value === undefined ? {} : { 'x-api-key': value });

  it('must be there, be enabled, and belong to a plan of the stage', async () => {
    expect(await send()).toMatchObject(forbidden);
    expect(await send('nonsense')).toMatchObject(forbidden);
    expect(await send(off.value)).toMatchObject(forbidden);
    expect(await send(stray.value)).toMatchObject(forbidden);
    expect(await send(good.value)).toMatchObject({ status: 200 });
  });

  it('have a quota, which the next day renews', async () => {
    await send(good.value);
    await send(good.value);
    expect(await send(good.value)).toMatchObject({
      status: 429,
      body: '{"message":"Limit Exceeded"}',
    });
    const today = new Date(stack.clock.now()).toISOString().slice(0, 10);
    const { items } = await client.send(
      new GetUsageCommand({ usagePlanId: plan.id, startDate: today, endDate: today }),
    );
    expect(items?.[good.id ?? '']).toEqual([[3, 0]]);
    await stack.clock.advance(86_400_000);
    expect(await send(good.value)).toMatchObject({ status: 200 });
  });
});

describe('request validators', () => {
  const headers = { 'x-a': '1', 'content-type': 'application/json' };

  it('name the parameters that are missing', async () => {
    expect(await post('/valid', {}, '{"name":"a"}')).toMatchObject({
      status: 400,
      body: '{"message":"Missing required request parameters: [X-A, q]"}',
    });
  });

  it.each([
    ['{"name":"aa","age":1,"child":{"name":"a"}}', 200],
    ['{"name":"aa","age":0}', 400],
    ['{"name":"aa","child":{}}', 400],
    ['{"name":1}', 400],
    ['', 400],
    ['{', 400],
    [`{"name":"${'a'.repeat(50_000)}!"}`, 400],
    [`{"name":"a","child":${'{"name":"a","child":'.repeat(5000)}{}${'}'.repeat(5001)}`, 400],
  ])('check the body %.40s', async (body, status) => {
    const answer = await post('/valid?q=1', headers, body);
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.body).toBe('{"message":"Invalid request body"}');
  });

  it('pass a media type that has no model', async () => {
    const csv = { ...headers, 'content-type': 'text/csv' };
    // The mock has a template for JSON only, so the body passes through and says no status.
    expect(await post('/valid?q=1', csv, 'x')).toMatchObject({ status: 500 });
  });
});

describe('settings of a stage', () => {
  const patch = (operations: [path: string, value: string][]) =>
    client.send(
      new UpdateStageCommand({
        restApiId: id,
        stageName: 'prod',
        patchOperations: operations.map(([path, value]) => ({ op: 'replace', path, value })),
      }),
    );

  it('throttle a method', async () => {
    await patch([
      ['/slow/POST/throttling/rateLimit', '0'],
      ['/slow/POST/throttling/burstLimit', '1'],
    ]);
    expect(await post('/slow')).toMatchObject({ status: 200 });
    expect(await post('/slow')).toMatchObject({
      status: 429,
      body: '{"message":"Too Many Requests"}',
    });
  });

  it('write access logs and execution logs', async () => {
    await patch([
      ['/accessLogSettings/destinationArn', 'arn:aws:logs:us-east-1:123456789012:log-group:access'],
      [
        '/accessLogSettings/format',
        '$context.httpMethod $context.resourcePath $context.status $context.error.responseType',
      ],
      ['/*/*/logging/loglevel', 'INFO'],
    ]);
    const answer = await post('/token', { token: 'logged' });
    await post('/token');
    const logs = stack.client(CloudWatchLogsClient);
    const lines = async (logGroupName: string): Promise<string[]> => {
      try {
        const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
        return events.map(({ message }) => message ?? '');
      } catch {
        return [];
      }
    };
    await expect
      .poll(() => lines('access'))
      .toEqual(['POST /token 200 -', 'POST /token 401 UNAUTHORIZED']);
    await expect
      .poll(() => lines(`API-Gateway-Execution-Logs_${id}/prod`))
      .toContain(
        `(${answer.headers['x-amzn-requestid'] as string}) Method completed with status: 200`,
      );
  });
});
