import { FlushStageAuthorizersCacheCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod, deploy } = await startRestFixture();
afterAll(() => stack.stop());

it('answers 202, and 404 for an absent stage', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  await deploy(id);
  const flush = (stageName: string) =>
    client.send(new FlushStageAuthorizersCacheCommand({ restApiId: id, stageName }));
  expect((await flush('prod')).$metadata.httpStatusCode).toBe(202);
  expect(await failureOf(flush('absent'))).toMatchObject({ status: 404 });
});
