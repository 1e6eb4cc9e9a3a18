import { GetDeploymentCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod, deploy } = await startRestFixture();
afterAll(() => stack.stop());

it('summarises the API when asked', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  const deploymentId = await deploy(id);
  const get = (embed?: string[]) =>
    client.send(new GetDeploymentCommand({ restApiId: id, deploymentId, ...(embed && { embed }) }));
  expect((await get()).apiSummary).toBeUndefined();
  expect((await get(['apisummary'])).apiSummary).toEqual({
    '/': { GET: { authorizationType: 'NONE', apiKeyRequired: false } },
  });
  const absent = new GetDeploymentCommand({ restApiId: id, deploymentId: 'absent' });
  expect(await failureOf(client.send(absent))).toMatchObject({
    message: 'Invalid Deployment identifier specified',
  });
});
