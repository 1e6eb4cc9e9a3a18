import { type PutIntegrationRequest, PutIntegrationCommand } from '@aws-sdk/client-api-gateway';
import { request as requestHttp } from 'node:http';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../../apigateway/fixture.ts';
import { startBackend } from '../fixture.ts';

const { stack, client, createApi, putMethod, deploy, deployFunction, call } =
  await startRestFixture();
afterAll(() => stack.stop());

async function makeApi(integration: Partial<PutIntegrationRequest>): Promise<string> {
  const { id, root } = await createApi();
  await putMethod(id, root, 'ANY', {}, { responseTransferMode: 'STREAM', ...integration });
  await deploy(id);
  return id;
}

/** A function whose body writes to `stream`. */
async function makeFunctionApi(name: string, body: string): Promise<string> {
  const uri = await deployFunction(
    name,
    '',
    `awslambda.streamifyResponse(async (event, stream) => { ${body} })`,
  );
  return makeApi({ type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: toStreaming(uri) });
}

const toStreaming = (uri: string): string =>
  uri.replace('2015-03-31', '2021-11-15').replace(/invocations$/, 'response-streaming-invocations');

const BEGIN = `stream = awslambda.HttpResponseStream.from(stream, {
  statusCode: 201,
  headers: { 'content-type': 'text/plain', 'x-path': event.path },
  cookies: ['a=1', 'b=2'],
});`;

it('sends what the function writes while it still runs', async () => {
  const id = await makeFunctionApi(
    'stream',
    `${BEGIN} stream.write('one '); await new Promise((go) => setTimeout(go, 20)); stream.write('two'); stream.end();`,
  );
  const answer = await call(id, '/prod');
  expect(answer).toMatchObject({ status: 201, body: 'one two' });
  expect(answer.headers).toMatchObject({
    'content-type': 'text/plain',
    'x-path': '/',
    'set-cookie': ['a=1', 'b=2'],
  });
  expect(answer.headers['x-amzn-requestid']).toBeDefined();
});

it('answers 502 for a function that fails before its first byte, and cuts one off that fails later', async () => {
  const early = await makeFunctionApi('early', `throw new Error('no');`);
  expect(await call(early, '/prod')).toMatchObject({ status: 502 });
  const plain = await makeFunctionApi('plain', `stream.write('{"statusCode":200}'); stream.end();`);
  expect(await call(plain, '/prod')).toMatchObject({ status: 502 });
  const late = await makeFunctionApi(
    'late',
    `${BEGIN} stream.write('one'); await new Promise((go) => setTimeout(go, 20)); throw new Error('no');`,
  );
  expect(await failsToEnd(late)).toBe(true);
});

function failsToEnd(apiId: string): Promise<boolean> {
  return new Promise((resolve) => {
    requestHttp(
      {
        host: '127.0.0.1',
        port: stack.port,
        path: '/prod',
        headers: { host: `${apiId}.execute-api.localhost` },
      },
      (response) => {
        response.on('error', () => resolve(true)).on('end', () => resolve(false));
        response.resume();
      },
    ).end();
  });
}

it('passes on what an HTTP backend sends as it comes', async () => {
  const released = Promise.withResolvers<void>();
  await using backend = await startBackend((_request, response) => {
    response.write('first');
    void released.promise.then(() => response.end(' last'));
  });
  const id = await makeApi({
    type: 'HTTP_PROXY',
    integrationHttpMethod: 'GET',
    uri: backend.url,
    timeoutInMillis: 60_000,
  });
  const body = await new Promise<string>((resolve, reject) => {
    const headers = { host: `${id}.execute-api.localhost` };
    requestHttp({ host: '127.0.0.1', port: stack.port, path: '/prod', headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        // Only what has arrived before the backend is done lets it be done.
        released.resolve();
      });
      response.on('end', () => resolve(text));
    })
      .on('error', reject)
      .end();
  });
  expect(body).toBe('first last');
});

it.each([
  [{ type: 'MOCK' }],
  [
    {
      type: 'AWS_PROXY',
      uri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:f/invocations`,
    },
  ],
  [{ type: 'HTTP_PROXY', uri: 'http://x', timeoutInMillis: 900_001 }],
])('refuses to stream %j', async (members) => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  const put = new PutIntegrationCommand({
    restApiId: id,
    resourceId: root,
    httpMethod: 'GET',
    integrationHttpMethod: 'POST',
    responseTransferMode: 'STREAM',
    ...(members as { type: 'MOCK' }),
  });
  expect(await failureOf(client.send(put))).toMatchObject({ name: 'BadRequestException' });
});
