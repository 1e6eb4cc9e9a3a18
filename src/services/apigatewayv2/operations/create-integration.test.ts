import { CreateIntegrationCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, FUNCTION_ARN, startFixture } from '../fixture.ts';

const { stack, client, createApi } = await startFixture();
afterAll(() => stack.stop());
const { ApiId } = await createApi();
const create = (input: object) =>
  client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: FUNCTION_ARN,
      ...input,
    }),
  );

it("answers 201 with AWS's defaults", async () => {
  const integration = await create({ PayloadFormatVersion: '2.0' });
  expect(integration.$metadata.httpStatusCode).toBe(201);
  expect(integration).toMatchObject({
    ConnectionType: 'INTERNET',
    IntegrationMethod: 'POST',
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: FUNCTION_ARN,
    PayloadFormatVersion: '2.0',
    TimeoutInMillis: 30_000,
  });
  expect(integration.IntegrationId).toMatch(/^[a-z0-9]{7}$/);
});

it.each([
  `${FUNCTION_ARN}:live`,
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FUNCTION_ARN}/invocations`,
  'arn:aws:lambda:us-east-1:123456789012:function:${stageVariables.name}',
])('takes the function %s', async (IntegrationUri) => {
  expect(await create({ IntegrationUri })).toMatchObject({ IntegrationUri });
});

it('takes an HTTP proxy', async () => {
  const input = {
    IntegrationType: 'HTTP_PROXY',
    IntegrationMethod: 'GET',
    IntegrationUri: 'http://localhost:1/{proxy}',
  };
  expect(await create(input)).toMatchObject({ ...input, PayloadFormatVersion: '1.0' });
});

const http = {
  IntegrationType: 'HTTP_PROXY',
  IntegrationUri: 'http://localhost:1/',
  IntegrationMethod: 'GET',
};

it.each([
  [
    { IntegrationType: 'MOCK' },
    'Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)',
  ],
  [{ TimeoutInMillis: 49 }, 'Timeout should be between 50 ms and 30000 ms'],
  [{ TimeoutInMillis: 30_001 }, 'Timeout should be between 50 ms and 30000 ms'],
  [{ IntegrationUri: 'arn:aws:sqs:us-east-1:1:q' }, 'Invalid ARN specified in the request'],
  [{ PayloadFormatVersion: '3.0' }, 'Invalid payloadFormatVersion specified: 3.0'],
  [
    { ...http, PayloadFormatVersion: '2.0' },
    'PayloadFormatVersion 2.0 is not supported for integration of type HTTP_PROXY',
  ],
  [
    { ...http, IntegrationMethod: undefined },
    'HttpMethod parameter method must be specified for integrationType HTTPPROXY',
  ],
  [{ ...http, IntegrationUri: 'ftp://x' }, 'Invalid HTTP endpoint specified for URI'],
  [
    { PassthroughBehavior: 'NEVER' },
    'PassthroughBehavior is not currently supported for HTTP APIs.',
  ],
])('refuses %j', async (input, message) => {
  expect(await failureOf(create(input))).toEqual({
    name: 'BadRequestException',
    message,
    status: 400,
  });
});

it.each([
  { IntegrationSubtype: 'SQS-SendMessage' },
  { ConnectionType: 'VPC_LINK' },
  { TlsConfig: { ServerNameToVerify: 'x' } },
])('says honestly that %j is not there yet', async (input) => {
  expect(await failureOf(create(input))).toMatchObject({ name: 'NotImplemented', status: 501 });
});
