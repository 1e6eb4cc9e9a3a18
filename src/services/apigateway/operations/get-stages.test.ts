import { GetStagesCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod, deploy } = await startRestFixture();
afterAll(() => stack.stop());

it('lists those of a deployment', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  const deploymentId = await deploy(id, 'a');
  await deploy(id, 'b');
  const names = async (of?: string) =>
    (
      await client.send(new GetStagesCommand({ restApiId: id, ...(of && { deploymentId: of }) }))
    ).item?.map(({ stageName }) => stageName);
  expect(await names()).toEqual(['a', 'b']);
  expect(await names(deploymentId)).toEqual(['a']);
});
