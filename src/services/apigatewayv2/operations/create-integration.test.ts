import { CreateIntegrationCommand, CreateVpcLinkCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, describe, expect, it } from 'vitest';
import { ask } from '../../execute-api/fixture.ts';
import { failureOf, FUNCTION_ARN, startFixture } from '../fixture.ts';

const { stack, client, createApi, createRoute, createStage } = await startFixture();
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

const action = {
  IntegrationUri: undefined,
  IntegrationSubtype: 'SQS-SendMessage',
  CredentialsArn: 'arn:aws:iam::123456789012:role/api',
  PayloadFormatVersion: '1.0',
  RequestParameters: { QueueUrl: 'http://q', MessageBody: '$request.body' },
};

it('takes an action of another service', async () => {
  const { IntegrationUri: _none, ...members } = action;
  expect(await create(action)).toMatchObject(members);
});

it.each([
  { IntegrationSubtype: 'SQS-Nonsense' },
  { IntegrationSubtype: 'constructor' },
  { IntegrationType: 'HTTP_PROXY' },
  { IntegrationUri: FUNCTION_ARN },
  { CredentialsArn: undefined },
  { PayloadFormatVersion: '2.0' },
  { RequestParameters: { QueueUrl: 'http://q' } },
  { RequestParameters: { ...action.RequestParameters, Nonsense: 'x' } },
])('refuses an action with %j', async (members) => {
  expect(await failureOf(create({ ...action, ...members }))).toMatchObject({
    name: 'BadRequestException',
  });
});

describe('behind a VPC link', async () => {
  const { VpcLinkId } = await client.send(
    new CreateVpcLinkCommand({ Name: 'l', SubnetIds: ['subnet-1'] }),
  );
  const link = {
    IntegrationType: 'HTTP_PROXY',
    IntegrationMethod: 'ANY',
    ConnectionType: 'VPC_LINK',
    ConnectionId: VpcLinkId,
    IntegrationUri:
      'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/balancer/0123/4567',
    TlsConfig: { ServerNameToVerify: 'inside.example.com' },
  };

  it('is kept, and answers 503', async () => {
    const made = await create(link);
    expect(made).toMatchObject(link);
    await createRoute(ApiId, '$default', made.IntegrationId);
    await createStage(ApiId, { StageName: '$default', AutoDeploy: true });
    const answer = await ask(stack, { path: '/', host: `${ApiId}.execute-api.localhost` });
    expect(answer).toMatchObject({ status: 503, body: '{"message":"Service Unavailable"}' });
  });

  it.each([
    [{ ConnectionId: 'absent' }, 404],
    [{ ConnectionId: undefined }, 400],
    [{ IntegrationUri: 'http://localhost:1/' }, 400],
    [{ ConnectionType: 'INTERNET' }, 400],
    [
      {
        ...http,
        TlsConfig: { ServerNameToVerify: 'x' },
        ConnectionType: 'INTERNET',
        ConnectionId: undefined,
      },
      400,
    ],
    [{ IntegrationType: 'AWS_PROXY', IntegrationUri: FUNCTION_ARN }, 400],
  ])('refuses %j', async (members, status) => {
    expect(await failureOf(create({ ...link, ...members }))).toMatchObject({ status });
  });
});

it('says honestly that AppConfig is not there yet', async () => {
  expect(
    await failureOf(create({ ...action, IntegrationSubtype: 'AppConfig-GetConfiguration' })),
  ).toMatchObject({ name: 'NotImplemented', status: 501 });
});
