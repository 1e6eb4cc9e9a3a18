import { GetResourceCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod } = await startRestFixture();
afterAll(() => stack.stop());

it('embeds methods only when asked', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  const get = (embed?: string[]) =>
    client.send(
      new GetResourceCommand({ restApiId: id, resourceId: root, ...(embed && { embed }) }),
    );
  expect((await get()).resourceMethods).toEqual({ GET: {} });
  expect((await get(['methods'])).resourceMethods?.['GET']).toMatchObject({
    authorizationType: 'NONE',
    methodIntegration: { type: 'MOCK' },
  });
});

it('answers 404 for an absent one', async () => {
  const { id } = await createApi();
  const asked = client.send(new GetResourceCommand({ restApiId: id, resourceId: 'absent' }));
  expect(await failureOf(asked)).toMatchObject({
    message: 'Invalid Resource identifier specified',
    status: 404,
  });
});
