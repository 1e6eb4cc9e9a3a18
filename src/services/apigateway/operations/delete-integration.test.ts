import { DeleteIntegrationCommand, GetMethodCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod } = await startRestFixture();
afterAll(() => stack.stop());

it('leaves the method', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  const ref = { restApiId: id, resourceId: root, httpMethod: 'GET' };
  await client.send(new DeleteIntegrationCommand(ref));
  const method = await client.send(new GetMethodCommand(ref));
  expect(method.methodIntegration).toBeUndefined();
});
