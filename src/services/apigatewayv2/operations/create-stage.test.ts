import { CreateStageCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createIntegration, createRoute, createDeployment } =
  await startFixture();
afterAll(() => stack.stop());
const { ApiId } = await createApi();
const create = (input: object) =>
  client.send(new CreateStageCommand({ ApiId, StageName: 'x', ...input }));

it("answers 201 with AWS's defaults", async () => {
  const stage = await create({ StageName: 'dev' });
  expect(stage.$metadata.httpStatusCode).toBe(201);
  expect(stage).toMatchObject({
    AutoDeploy: false,
    DefaultRouteSettings: { DetailedMetricsEnabled: false },
    RouteSettings: {},
    StageName: 'dev',
    StageVariables: {},
    Tags: {},
  });
  expect(stage.DeploymentId).toBeUndefined();
});

it('deploys by itself, once there is a route', async () => {
  expect(await create({ StageName: 'early', AutoDeploy: true })).toMatchObject({
    LastDeploymentStatusMessage:
      'Deployment attempt failed: Unable to deploy API because no routes exist in this API',
  });
  await createRoute(ApiId, 'GET /a', await createIntegration(ApiId));
  const stage = await create({ StageName: '$default', AutoDeploy: true });
  expect(stage.DeploymentId).toMatch(/^[a-z0-9]{6}$/);
  expect(stage.LastDeploymentStatusMessage).toBe(
    `Successfully deployed stage with deployment ID '${stage.DeploymentId}'`,
  );
});

it('takes settings, variables and a deployment', async () => {
  const DeploymentId = await createDeployment(ApiId);
  const input = {
    StageName: 'full',
    DeploymentId,
    Description: 'd',
    StageVariables: { host: 'a.b:1/c?d=e' },
    DefaultRouteSettings: {
      DetailedMetricsEnabled: true,
      ThrottlingBurstLimit: 5,
      ThrottlingRateLimit: 1.5,
    },
    RouteSettings: { 'GET /a': { ThrottlingRateLimit: 1 } },
    Tags: { a: 'b' },
  };
  expect(await create(input)).toMatchObject(input);
});

it.each([
  [{ StageName: 'a b' }, 'BadRequestException', 'Stage name only allows a-zA-Z0-9_'],
  [{ StageName: 'dev' }, 'ConflictException', 'Stage already exists'],
  [{ DeploymentId: 'absent' }, 'NotFoundException', 'Invalid Deployment identifier specified'],
  [
    { RouteSettings: { 'GET /none': {} } },
    'NotFoundException',
    'Unable to find Route by key GET /none within the provided RouteSettings',
  ],
  [
    { ClientCertificateId: 'x' },
    'BadRequestException',
    'ClientCertificateId is not currently supported for HTTP APIs.',
  ],
])('refuses %j', async (input, name, message) => {
  expect(await failureOf(create(input))).toMatchObject({ name, message });
});

it("refuses variables outside AWS's alphabet", async () => {
  expect(await failureOf(create({ StageVariables: { 'a-b': '1' } }))).toMatchObject({
    name: 'BadRequestException',
  });
  expect(await failureOf(create({ StageVariables: { a: '<script>' } }))).toMatchObject({
    name: 'BadRequestException',
  });
  expect(await failureOf(create({ StageVariables: { a: 'b'.repeat(513) } }))).toMatchObject({
    status: 400,
  });
});
