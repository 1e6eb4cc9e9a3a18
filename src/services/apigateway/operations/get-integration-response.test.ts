import { GetIntegrationResponseCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod, putResponse } = await startRestFixture();
afterAll(() => stack.stop());

it('answers it, and 404 for another status', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  await putResponse(id, root, 'GET');
  const get = (statusCode: string) =>
    client.send(
      new GetIntegrationResponseCommand({
        restApiId: id,
        resourceId: root,
        httpMethod: 'GET',
        statusCode,
      }),
    );
  expect(await get('200')).toMatchObject({ statusCode: '200' });
  expect(await failureOf(get('404'))).toMatchObject({ status: 404 });
});
