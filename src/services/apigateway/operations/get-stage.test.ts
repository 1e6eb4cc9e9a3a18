import { GetStageCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod, deploy } = await startRestFixture();
afterAll(() => stack.stop());

it('answers it, and 404 for another', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  await deploy(id);
  const get = (stageName: string) => client.send(new GetStageCommand({ restApiId: id, stageName }));
  expect(await get('prod')).toMatchObject({ stageName: 'prod' });
  expect(await failureOf(get('absent'))).toMatchObject({
    message: 'Invalid stage identifier specified',
    status: 404,
  });
});
