import {
  CreateDocumentationPartCommand,
  GetDocumentationPartCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('shows a part, and answers 404 for an absent one', async () => {
  const { id: restApiId } = await createApi();
  const { id = '' } = await client.send(
    new CreateDocumentationPartCommand({
      restApiId,
      location: { type: 'API' },
      properties: '{"info":{}}',
    }),
  );
  const get = (documentationPartId: string) =>
    client.send(new GetDocumentationPartCommand({ restApiId, documentationPartId }));
  expect(await get(id)).toMatchObject({ id, properties: '{"info":{}}' });
  expect(await failureOf(get('absent'))).toMatchObject({
    status: 404,
    message: 'Invalid Documentation part identifier specified',
  });
});
