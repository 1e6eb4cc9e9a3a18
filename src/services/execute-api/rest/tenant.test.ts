import type { PutIntegrationRequest } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../../apigateway/fixture.ts';

const { stack, createApi, putMethod, putResponse, deploy, deployFunction, call } =
  await startRestFixture();
afterAll(() => stack.stop());

const ISOLATED = { TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } } as const;
const uri = await deployFunction(
  'who',
  '',
  `async (event, { tenantId }) => ({
    statusCode: 200,
    body: JSON.stringify({ tenantId, seen: event.headers?.['X-Amz-Tenant-Id'] }),
  })`,
  ISOLATED,
);

const MAPPED = {
  'integration.request.header.X-Amz-Tenant-Id': 'method.request.header.x-tenant',
};

async function makeApi(
  integration: Partial<PutIntegrationRequest>,
  requestParameters: Record<string, string> = MAPPED,
): Promise<string> {
  const { id, root } = await createApi();
  const method = { requestParameters: { 'method.request.header.x-tenant': false } };
  await putMethod(id, root, 'ANY', method, {
    type: 'AWS_PROXY',
    integrationHttpMethod: 'POST',
    uri,
    requestParameters,
    ...integration,
  });
  if (integration.type === 'AWS') await putResponse(id, root, 'ANY');
  await deploy(id);
  return id;
}

const as = (tenant: string): { headers: Record<string, string> } => ({
  headers: { 'x-tenant': tenant },
});

it('runs an isolated function for the tenant that a proxy integration maps', async () => {
  const id = await makeApi({});
  const [blue, green] = await Promise.all([
    call(id, '/prod', as('blue')),
    call(id, '/prod', as('green')),
  ]);
  expect(JSON.parse(blue.body)).toEqual({ tenantId: 'blue' });
  expect(JSON.parse(green.body)).toEqual({ tenantId: 'green' });
});

it('maps it for streamed answers and for custom integrations, too', async () => {
  const writer = await deployFunction(
    'writer',
    '',
    `awslambda.streamifyResponse(async (_event, stream, { tenantId }) => {
      const body = awslambda.HttpResponseStream.from(stream, { statusCode: 200 });
      body.write(String(tenantId));
      body.end();
    })`,
    ISOLATED,
  );
  const streaming = await makeApi({
    responseTransferMode: 'STREAM',
    uri: writer
      .replace('2015-03-31', '2021-11-15')
      .replace(/invocations$/, 'response-streaming-invocations'),
  });
  expect(await call(streaming, '/prod', as('blue'))).toMatchObject({ status: 200, body: 'blue' });
  const custom = await makeApi({ type: 'AWS' });
  expect(JSON.parse(JSON.parse((await call(custom, '/prod', as('red'))).body).body)).toEqual({
    tenantId: 'red',
  });
});

it('answers 500 without a tenant, for one that cannot be, and when only the client names it', async () => {
  const id = await makeApi({});
  expect(await call(id, '/prod')).toMatchObject({ status: 500 });
  expect(await call(id, '/prod', as('not|one'))).toMatchObject({ status: 500 });
  expect(await call(id, '/prod', as('x'.repeat(257)))).toMatchObject({ status: 500 });
  const unmapped = await makeApi({}, {});
  expect(await call(unmapped, '/prod', { headers: { 'x-amz-tenant-id': 'blue' } })).toMatchObject({
    status: 500,
  });
});
