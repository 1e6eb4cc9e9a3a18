import { GetMethodCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod } = await startRestFixture();
afterAll(() => stack.stop());

it('answers the method with its integration, and 404 without one', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  const get = (httpMethod: string) =>
    client.send(new GetMethodCommand({ restApiId: id, resourceId: root, httpMethod }));
  expect(await get('GET')).toMatchObject({
    httpMethod: 'GET',
    methodIntegration: { type: 'MOCK' },
  });
  expect(await failureOf(get('POST'))).toMatchObject({
    message: 'Invalid Method identifier specified',
    status: 404,
  });
});
