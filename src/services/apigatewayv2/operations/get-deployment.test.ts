import { GetDeploymentCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createRoute, createDeployment } = await startFixture();
afterAll(() => stack.stop());

it('gives a deployment, and knows no absent one', async () => {
  const { ApiId } = await createApi();
  await createRoute(ApiId, 'GET /a');
  const DeploymentId = await createDeployment(ApiId);
  const deployment = await client.send(new GetDeploymentCommand({ ApiId, DeploymentId }));
  expect(deployment).toMatchObject({ DeploymentId, DeploymentStatus: 'DEPLOYED' });
  expect(deployment.CreatedDate).toBeInstanceOf(Date);
  expect(
    await failureOf(client.send(new GetDeploymentCommand({ ApiId, DeploymentId: 'absent' }))),
  ).toEqual({
    name: 'NotFoundException',
    message: 'Invalid Deployment identifier specified',
    status: 404,
  });
});
