import { CreateDeploymentCommand, GetStageCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createIntegration, createRoute, createStage } =
  await startFixture();
afterAll(() => stack.stop());

it('refuses an API without routes', async () => {
  const { ApiId } = await createApi();
  expect(await failureOf(client.send(new CreateDeploymentCommand({ ApiId })))).toEqual({
    name: 'BadRequestException',
    message: 'Unable to deploy API because no routes exist in this API',
    status: 400,
  });
});

it('answers 201, and moves the stage it names', async () => {
  const { ApiId } = await createApi();
  await createRoute(ApiId, 'GET /a', await createIntegration(ApiId));
  await createStage(ApiId, { StageName: 'dev' });
  const deployment = await client.send(
    new CreateDeploymentCommand({ ApiId, StageName: 'dev', Description: 'd' }),
  );
  expect(deployment.$metadata.httpStatusCode).toBe(201);
  expect(deployment).toMatchObject({
    AutoDeployed: false,
    DeploymentStatus: 'DEPLOYED',
    Description: 'd',
  });
  expect(await client.send(new GetStageCommand({ ApiId, StageName: 'dev' }))).toMatchObject({
    DeploymentId: deployment.DeploymentId,
  });
});

it('refuses an absent stage and one that deploys itself', async () => {
  const { ApiId } = await createApi();
  await createRoute(ApiId, 'GET /a', await createIntegration(ApiId));
  await createStage(ApiId, { StageName: 'auto', AutoDeploy: true });
  const deploy = (StageName: string) =>
    failureOf(client.send(new CreateDeploymentCommand({ ApiId, StageName })));
  expect(await deploy('absent')).toMatchObject({ name: 'NotFoundException' });
  expect(await deploy('auto')).toMatchObject({ name: 'BadRequestException' });
});
