import {
  CreateApiCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, FUNCTION_ARN, startFixture } from '../fixture.ts';

const { stack, client, createApi } = await startFixture();
afterAll(() => stack.stop());
const refusal = (input: object) =>
  failureOf(client.send(new CreateApiCommand({ Name: 'x', ProtocolType: 'HTTP', ...input })));

it("answers 201 with AWS's defaults and a URL of this stack", async () => {
  const api = await client.send(new CreateApiCommand({ Name: 'my-api', ProtocolType: 'HTTP' }));
  expect(api.$metadata.httpStatusCode).toBe(201);
  expect(api).toMatchObject({
    ApiKeySelectionExpression: '$request.header.x-api-key',
    DisableExecuteApiEndpoint: false,
    Name: 'my-api',
    ProtocolType: 'HTTP',
    RouteSelectionExpression: '$request.method $request.path',
    Tags: {},
  });
  expect(api.ApiId).toMatch(/^[a-z0-9]{10}$/);
  expect(api.ApiEndpoint).toBe(`http://${api.ApiId}.execute-api.localhost:${stack.port}`);
  expect(api.CreatedDate).toBeInstanceOf(Date);
});

it('creates integration, route and a stage that deploys itself, when a target is given', async () => {
  const { ApiId } = await createApi({ Target: FUNCTION_ARN });
  const { Items: integrations = [] } = await client.send(new GetIntegrationsCommand({ ApiId }));
  const { Items: routes = [] } = await client.send(new GetRoutesCommand({ ApiId }));
  const { Items: stages = [] } = await client.send(new GetStagesCommand({ ApiId }));
  expect(integrations).toMatchObject([
    {
      ApiGatewayManaged: true,
      ConnectionType: 'INTERNET',
      IntegrationMethod: 'POST',
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: FUNCTION_ARN,
      PayloadFormatVersion: '2.0',
      TimeoutInMillis: 30_000,
    },
  ]);
  expect(routes).toMatchObject([
    {
      ApiGatewayManaged: true,
      RouteKey: '$default',
      Target: `integrations/${integrations[0]?.IntegrationId}`,
    },
  ]);
  expect(stages).toMatchObject([
    { ApiGatewayManaged: true, AutoDeploy: true, StageName: '$default' },
  ]);
  expect(stages[0]?.LastDeploymentStatusMessage).toBe(
    `Successfully deployed stage with deployment ID '${stages[0]?.DeploymentId}'`,
  );
});

it('makes an HTTP proxy of a URL, on the given route', async () => {
  const { ApiId } = await createApi({ Target: 'https://example.com/x', RouteKey: 'GET /x' });
  const { Items: integrations = [] } = await client.send(new GetIntegrationsCommand({ ApiId }));
  const { Items: routes = [] } = await client.send(new GetRoutesCommand({ ApiId }));
  expect(integrations).toMatchObject([
    { IntegrationType: 'HTTP_PROXY', IntegrationMethod: 'ANY', PayloadFormatVersion: '1.0' },
  ]);
  expect(routes).toMatchObject([{ RouteKey: 'GET /x' }]);
});

it('takes a fixed id from the tag _custom_id_, once', async () => {
  const Tags = { _custom_id_: 'my-shop' };
  expect(await createApi({ Tags })).toMatchObject({ ApiId: 'my-shop', Tags });
  expect(await refusal({ Tags })).toMatchObject({ name: 'ConflictException', status: 409 });
  expect(await refusal({ Tags: { _custom_id_: '../x' } })).toMatchObject({
    name: 'BadRequestException',
  });
});

it.each([
  [{ Name: '' }, 'Invalid API name specified'],
  [{ Name: 'n'.repeat(129) }, 'Invalid API name specified'],
  [
    { RouteSelectionExpression: '$request.body.action' },
    'Route selection expression is currently limited to "${request.method} ${request.path}"',
  ],
  [
    { CorsConfiguration: { AllowCredentials: true, AllowOrigins: ['*'] } },
    "allow-credentials is not supported if 'allow-origin' is *",
  ],
  [{ Target: 'arn:aws:sqs:us-east-1:123456789012:q' }, 'Invalid ARN specified in the request'],
])('refuses %j', async (input, message) => {
  expect(await refusal(input)).toEqual({ name: 'BadRequestException', message, status: 400 });
});

it('leaves nothing behind of a refused quick create', async () => {
  const Tags = { _custom_id_: 'half' };
  await refusal({ Tags, Target: FUNCTION_ARN, RouteKey: 'nonsense' });
  expect((await createApi({ Tags })).ApiId).toBe('half');
});
