import { FlushStageCacheCommand, UpdateStageCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod, putResponse, deploy, call } = await startRestFixture();
afterAll(() => stack.stop());

it('empties the cache of a stage, and answers 404 for an absent one', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  await putResponse(id, root, 'GET', { 'application/json': '$context.requestId' });
  await deploy(id);
  await client.send(
    new UpdateStageCommand({
      restApiId: id,
      stageName: 'prod',
      patchOperations: [
        { op: 'replace', path: '/cacheClusterEnabled', value: 'true' },
        { op: 'replace', path: '/*/*/caching/enabled', value: 'true' },
      ],
    }),
  );
  const first = await call(id, '/prod');
  expect((await call(id, '/prod')).body).toBe(first.body);
  const flush = (stageName: string) =>
    client.send(new FlushStageCacheCommand({ restApiId: id, stageName }));
  expect((await flush('prod')).$metadata.httpStatusCode).toBe(202);
  expect((await call(id, '/prod')).body).not.toBe(first.body);
  expect(await failureOf(flush('absent'))).toMatchObject({ status: 404 });
});
