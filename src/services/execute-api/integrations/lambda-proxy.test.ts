import { CreateIntegrationCommand } from '@aws-sdk/client-apigatewayv2';
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import yazl from 'yazl';
import { startFixture } from '../../apigatewayv2/fixture.ts';
import { type Answer, type Ask, ask } from '../fixture.ts';

const { stack, client, createApi, createRoute, createStage } = await startFixture();
const lambda = stack.client(LambdaClient);
afterAll(() => stack.stop());

/** Deploys the body of a handler `(event) => …`. @returns the function's ARN */
async function deploy(name: string, body: string): Promise<string> {
  const zip = new yazl.ZipFile();
  zip.addBuffer(Buffer.from(`exports.handler = async (event) => { ${body} };`), 'index.js');
  zip.end();
  const created = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::123456789012:role/any',
      Timeout: 20,
      Code: { ZipFile: await buffer(zip.outputStream) },
    }),
  );
  return created.FunctionArn ?? '';
}

const { ApiId } = await createApi();
await createStage(ApiId, { StageName: '$default', AutoDeploy: true });
await createStage(ApiId, {
  StageName: 'prod',
  AutoDeploy: true,
  StageVariables: { color: 'blue' },
});

async function route(routeKey: string, uri: string, members: object = {}): Promise<void> {
  const created = await client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: uri,
      PayloadFormatVersion: '2.0',
      ...members,
    }),
  );
  await createRoute(ApiId, routeKey, created.IntegrationId);
}

const host = `${ApiId}.execute-api.localhost`;
const call = (path: string, rest: Partial<Ask> = {}): Promise<Answer> =>
  ask(stack, { path, host: `${host}:${stack.port}`, ...rest });
const eventOf = (answer: Answer): Record<string, unknown> =>
  JSON.parse(answer.body) as Record<string, unknown>;
const serverError = { status: 500, body: '{"message":"Internal Server Error"}' };

describe('payload format 2.0', async () => {
  await route('ANY /v2/{id}', await deploy('echo-2', 'return event'));

  it("gives the function AWS's event", async () => {
    const answer = await call('/v2/a%20b?x=1&x=2&y=%26', {
      method: 'POST',
      headers: { 'X-Own': 'v', cookie: 'a=1; b=2', 'content-type': 'text/plain' },
      body: 'hi',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json');
    const event = eventOf(answer);
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /v2/{id}',
      rawPath: '/v2/a b',
      rawQueryString: 'x=1&x=2&y=%26',
      cookies: ['a=1', 'b=2'],
      queryStringParameters: { x: '1,2', y: '&' },
      pathParameters: { id: 'a b' },
      body: 'hi',
      isBase64Encoded: false,
      headers: {
        host: `${host}:${stack.port}`,
        'content-length': '2',
        'x-own': 'v',
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-port': String(stack.port),
        'x-forwarded-proto': 'http',
      },
      requestContext: {
        accountId: stack.account,
        apiId: ApiId,
        domainName: host,
        domainPrefix: ApiId,
        http: { method: 'POST', path: '/v2/a b', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
        requestId: answer.headers['apigw-requestid'],
        routeKey: 'ANY /v2/{id}',
        stage: '$default',
      },
    });
    expect(event).not.toHaveProperty('stageVariables');
    expect(event['headers']).not.toHaveProperty('cookie');
  });

  it('runs the function in the trace that the event names', async () => {
    const body = 'return { ...event.headers, own: process.env._X_AMZN_TRACE_ID };';
    await route('GET /trace', await deploy('trace', body));
    const { 'x-amzn-trace-id': told, own } = eventOf(await call('/trace'));
    expect(told).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(String(own).split(';')[0]).toBe(told);
  });

  it('names the stage in path and context, and brings its variables', async () => {
    expect(eventOf(await call('/prod/v2/7'))).toMatchObject({
      rawPath: '/prod/v2/7',
      pathParameters: { id: '7' },
      stageVariables: { color: 'blue' },
      requestContext: { stage: 'prod', http: { path: '/prod/v2/7' } },
    });
  });

  it('tells the same when called by a path form', async () => {
    const { body } = await ask(stack, { path: `/_aws/execute-api/${ApiId}/prod/v2/7?q=1` });
    expect(JSON.parse(body)).toMatchObject({
      rawPath: '/prod/v2/7',
      rawQueryString: 'q=1',
      requestContext: { domainName: host, domainPrefix: ApiId },
    });
  });

  it('hands binary bodies over in base64', async () => {
    const body = Buffer.from([0, 255, 1]);
    const event = eventOf(
      await call('/v2/x', { method: 'PUT', body, headers: { 'content-type': 'image/png' } }),
    );
    expect(event).toMatchObject({ body: body.toString('base64'), isBase64Encoded: true });
  });
});

describe('responses of payload format 2.0', async () => {
  await route(
    'GET /answer/{which}',
    await deploy(
      'answers',
      `
    switch (event.pathParameters.which) {
      case 'text': return 'Hello from Lambda!';
      case 'full': return { statusCode: 201, headers: { 'X-A': 'b', 'Content-Length': '999' }, cookies: ['a=1', 'b=2'], body: 'made' };
      case 'binary': return { statusCode: 200, headers: { 'content-type': 'image/png' }, body: '/wA=', isBase64Encoded: true };
      case 'invalid': return { statusCode: 'x' };
      case 'split': return { statusCode: 200, headers: { a: 'b\\r\\nc: d' } };
      case 'throw': throw new Error('no');
      case 'large': return 'x'.repeat(7 * 1024 * 1024);
    }`,
    ),
  );

  it('takes a bare result as the body', async () => {
    expect(await call('/answer/text')).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: 'Hello from Lambda!',
    });
  });

  it('takes status, headers, cookies and body over, framing not', async () => {
    const answer = await call('/answer/full');
    expect(answer).toMatchObject({ status: 201, body: 'made' });
    expect(answer.headers).toMatchObject({
      'x-a': 'b',
      'set-cookie': ['a=1', 'b=2'],
      'content-length': '4',
    });
  });

  it('decodes base64', async () => {
    expect((await call('/answer/binary')).headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': '2',
    });
  });

  it.each(['invalid', 'split', 'throw', 'large'])(
    'answers 500 when the function returns %s',
    async (which) => {
      expect(await call(`/answer/${which}`)).toMatchObject(serverError);
    },
  );
});

describe('payload format 1.0', async () => {
  await route(
    'ANY /v1/{id}',
    await deploy(
      'echo-1',
      `
    return event.path.endsWith('raw') ? 'bare' : { statusCode: 200, multiValueHeaders: { 'X-M': ['1', '2'] }, body: JSON.stringify(event) };`,
    ),
    { PayloadFormatVersion: '1.0' },
  );

  it("gives the function AWS's event and takes its answer", async () => {
    const answer = await call('/prod/v1/7?x=1&x=2', { headers: { 'X-Own': ['a', 'b'] } });
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'x-m': '1, 2', 'content-type': 'text/plain;charset=UTF-8' },
    });
    expect(eventOf(answer)).toMatchObject({
      version: '1.0',
      resource: '/v1/{id}',
      path: '/prod/v1/7',
      httpMethod: 'GET',
      headers: { 'X-Own': 'b', 'X-Forwarded-Proto': 'http' },
      multiValueHeaders: { 'X-Own': ['a', 'b'] },
      queryStringParameters: { x: '2' },
      multiValueQueryStringParameters: { x: ['1', '2'] },
      pathParameters: { id: '7' },
      stageVariables: { color: 'blue' },
      requestContext: {
        resourceId: 'ANY /v1/{id}',
        stage: 'prod',
        requestId: answer.headers['apigw-requestid'],
      },
      body: null,
    });
  });

  it('answers 500 without a statusCode', async () => {
    expect(await call('/v1/raw')).toMatchObject(serverError);
  });
});

describe('what does not come back from Lambda', async () => {
  it('answers 503 once the timeout of the integration is over', async () => {
    await route(
      'GET /slow',
      await deploy('slow', 'await new Promise((resolve) => setTimeout(resolve, 10_000));'),
      { TimeoutInMillis: 100 },
    );
    expect(await call('/slow')).toMatchObject({
      status: 503,
      body: '{"message":"Service Unavailable"}',
    });
  });

  it('answers 503 for a throttled function, 500 for an absent one', async () => {
    const arn = await deploy('narrow', 'return 1');
    await route('GET /narrow', arn);
    await lambda.send(
      new PutFunctionConcurrencyCommand({
        FunctionName: 'narrow',
        ReservedConcurrentExecutions: 0,
      }),
    );
    expect(await call('/narrow')).toMatchObject({
      status: 503,
      body: '{"message":"Service Unavailable"}',
    });
    await lambda.send(new DeleteFunctionCommand({ FunctionName: 'narrow' }));
    expect(await call('/narrow')).toMatchObject(serverError);
  });

  it("answers 413 for an event beyond Lambda's 6 MB", async () => {
    const body = Buffer.alloc(7 * 1024 * 1024, 'x');
    const answer = await call('/v2/big', {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/plain' },
    });
    expect(answer).toMatchObject({ status: 413, body: '{"message":"Request Entity Too Large"}' });
  });
});

it('serves an API of quick create, its function found through a stage variable too', async () => {
  const quick = await createApi({ Target: await deploy('quick', 'return { from: "quick" }') });
  const answer = await ask(stack, {
    path: '/any/where',
    host: `${quick.ApiId}.execute-api.localhost`,
  });
  expect(answer).toMatchObject({ status: 200, body: '{"from":"quick"}' });
  await route(
    'GET /by-variable',
    'arn:aws:lambda:us-east-1:123456789012:function:${stageVariables.color}',
  );
  await deploy('blue', 'return "blue"');
  expect(await call('/prod/by-variable')).toMatchObject({ status: 200, body: 'blue' });
  expect(await call('/by-variable')).toMatchObject(serverError);
});
