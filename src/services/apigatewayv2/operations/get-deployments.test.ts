import { GetDeploymentsCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { startFixture } from '../fixture.ts';

const { stack, client, createApi, createIntegration, createRoute, createStage, createDeployment } =
  await startFixture();
afterAll(() => stack.stop());

it('lists deployments by hand, and of the automatic ones those in use', async () => {
  const { ApiId } = await createApi();
  await createStage(ApiId, { StageName: 'auto', AutoDeploy: true });
  const integrationId = await createIntegration(ApiId);
  for (const key of ['GET /a', 'GET /b', 'GET /c']) await createRoute(ApiId, key, integrationId);
  const byHand = await createDeployment(ApiId);
  const { Items = [] } = await client.send(new GetDeploymentsCommand({ ApiId }));
  expect(Items).toHaveLength(2);
  expect(Items.find((each) => each.DeploymentId === byHand)?.AutoDeployed).toBe(false);
  expect(Items.find((each) => each.AutoDeployed)).toMatchObject({
    Description: 'Automatic deployment triggered by changes to the Api configuration',
  });
});
