import { DeleteStageCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod, putResponse, deploy, call } = await startRestFixture();
afterAll(() => stack.stop());

it('removes it, and its URL with it', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  await putResponse(id, root, 'GET');
  await deploy(id);
  expect(await call(id, '/prod')).toMatchObject({ status: 200 });
  await client.send(new DeleteStageCommand({ restApiId: id, stageName: 'prod' }));
  expect(await call(id, '/prod')).toMatchObject({ status: 403 });
});
