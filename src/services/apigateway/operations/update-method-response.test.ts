import { UpdateMethodResponseCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod, putResponse } = await startRestFixture();
afterAll(() => stack.stop());

it('patches its parameters', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  await putResponse(id, root, 'GET');
  const update = (path: string) =>
    client.send(
      new UpdateMethodResponseCommand({
        restApiId: id,
        resourceId: root,
        httpMethod: 'GET',
        statusCode: '200',
        patchOperations: [{ op: 'add', path, value: 'true' }],
      }),
    );
  expect(await update('/responseParameters/method.response.header.X')).toMatchObject({
    responseParameters: { 'method.response.header.X': true },
  });
  expect(await failureOf(update('/responseParameters/header.X'))).toMatchObject({ status: 400 });
});
