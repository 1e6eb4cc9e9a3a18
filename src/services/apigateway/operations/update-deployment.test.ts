import { UpdateDeploymentCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod, deploy } = await startRestFixture();
afterAll(() => stack.stop());

it('changes the description', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  const updated = await client.send(
    new UpdateDeploymentCommand({
      restApiId: id,
      deploymentId: await deploy(id),
      patchOperations: [{ op: 'replace', path: '/description', value: 'new' }],
    }),
  );
  expect(updated.description).toBe('new');
});
