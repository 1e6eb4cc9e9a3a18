import { DeleteIntegrationCommand, GetIntegrationCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod } = await startRestFixture();
afterAll(() => stack.stop());

it('answers it, and 404 once it is deleted', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  const ref = { restApiId: id, resourceId: root, httpMethod: 'GET' };
  expect(await client.send(new GetIntegrationCommand(ref))).toMatchObject({ type: 'MOCK' });
  await client.send(new DeleteIntegrationCommand(ref));
  expect(await failureOf(client.send(new GetIntegrationCommand(ref)))).toMatchObject({
    message: 'Invalid Integration identifier specified',
  });
});
