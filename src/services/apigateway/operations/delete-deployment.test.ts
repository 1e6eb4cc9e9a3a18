import { DeleteDeploymentCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod, deploy } = await startRestFixture();
afterAll(() => stack.stop());

it('refuses one that a stage serves', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  const first = await deploy(id);
  const second = await deploy(id);
  const remove = (deploymentId: string) =>
    client.send(new DeleteDeploymentCommand({ restApiId: id, deploymentId }));
  expect((await remove(first)).$metadata.httpStatusCode).toBe(202);
  expect(await failureOf(remove(second))).toMatchObject({
    message: 'Active stages pointing to this deployment must be moved or deleted',
    status: 400,
  });
});
