import { UpdateIntegrationResponseCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod, putResponse } = await startRestFixture();
afterAll(() => stack.stop());

it('patches its pattern', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  await putResponse(id, root, 'GET');
  const updated = await client.send(
    new UpdateIntegrationResponseCommand({
      restApiId: id,
      resourceId: root,
      httpMethod: 'GET',
      statusCode: '200',
      patchOperations: [{ op: 'replace', path: '/selectionPattern', value: '2..' }],
    }),
  );
  expect(updated).toMatchObject({ selectionPattern: '2..' });
});
