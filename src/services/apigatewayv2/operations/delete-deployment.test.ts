import { DeleteDeploymentCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createRoute, createStage, createDeployment } =
  await startFixture();
afterAll(() => stack.stop());

it('refuses while a stage serves it, and removes it once', async () => {
  const { ApiId } = await createApi();
  await createRoute(ApiId, 'GET /a');
  await createStage(ApiId, { StageName: 'dev' });
  const served = await createDeployment(ApiId, 'dev');
  const free = await createDeployment(ApiId);
  const remove = (DeploymentId: string) =>
    client.send(new DeleteDeploymentCommand({ ApiId, DeploymentId }));
  expect(await failureOf(remove(served))).toMatchObject({
    name: 'BadRequestException',
    message: 'Active stages pointing to this deployment must be moved or deleted',
  });
  expect((await remove(free)).$metadata.httpStatusCode).toBe(204);
  expect(await failureOf(remove(free))).toMatchObject({ name: 'NotFoundException' });
});
