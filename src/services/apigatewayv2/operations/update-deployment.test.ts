import { GetDeploymentCommand, UpdateDeploymentCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createRoute, createDeployment } = await startFixture();
afterAll(() => stack.stop());

it('changes the description', async () => {
  const { ApiId } = await createApi();
  await createRoute(ApiId, 'GET /a');
  const DeploymentId = await createDeployment(ApiId);
  await client.send(new UpdateDeploymentCommand({ ApiId, DeploymentId, Description: 'new' }));
  expect(await client.send(new GetDeploymentCommand({ ApiId, DeploymentId }))).toMatchObject({
    Description: 'new',
  });
  const absent = client.send(new UpdateDeploymentCommand({ ApiId, DeploymentId: 'absent' }));
  expect(await failureOf(absent)).toMatchObject({ name: 'NotFoundException' });
});
