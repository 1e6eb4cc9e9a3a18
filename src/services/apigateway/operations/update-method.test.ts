import { UpdateMethodCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod } = await startRestFixture();
afterAll(() => stack.stop());

it('patches flags and maps', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  const updated = await client.send(
    new UpdateMethodCommand({
      restApiId: id,
      resourceId: root,
      httpMethod: 'GET',
      patchOperations: [
        { op: 'replace', path: '/apiKeyRequired', value: 'true' },
        { op: 'add', path: '/requestParameters/method.request.header.x', value: 'true' },
        { op: 'add', path: '/requestModels/application~1json', value: 'Empty' },
      ],
    }),
  );
  expect(updated).toMatchObject({
    apiKeyRequired: true,
    requestParameters: { 'method.request.header.x': true },
    requestModels: { 'application/json': 'Empty' },
  });
});
