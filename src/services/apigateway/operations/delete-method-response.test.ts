import { DeleteMethodResponseCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod, putResponse } = await startRestFixture();
afterAll(() => stack.stop());

it('removes it', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  await putResponse(id, root, 'GET');
  const ref = { restApiId: id, resourceId: root, httpMethod: 'GET', statusCode: '200' };
  await client.send(new DeleteMethodResponseCommand(ref));
  expect(await failureOf(client.send(new DeleteMethodResponseCommand(ref)))).toMatchObject({
    status: 404,
  });
});
