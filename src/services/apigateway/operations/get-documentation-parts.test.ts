import {
  CreateDocumentationPartCommand,
  GetDocumentationPartsCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('lists by type, path and name, page by page', async () => {
  const { id: restApiId } = await createApi();
  for (const name of ['limit', 'offset'])
    await client.send(
      new CreateDocumentationPartCommand({
        restApiId,
        location: { type: 'QUERY_PARAMETER', path: '/users', method: 'GET', name },
        properties: '{"description":"paging"}',
      }),
    );
  await client.send(
    new CreateDocumentationPartCommand({ restApiId, location: { type: 'API' }, properties: '{}' }),
  );
  const list = async (input: object) =>
    client.send(new GetDocumentationPartsCommand({ restApiId, ...input }));
  expect((await list({ type: 'API' })).items).toHaveLength(1);
  expect((await list({ path: '/users' })).items).toHaveLength(2);
  expect((await list({ nameQuery: 'off' })).items).toHaveLength(1);
  expect((await list({ locationStatus: 'UNDOCUMENTED' })).items).toHaveLength(0);
  const first = await list({ limit: 2 });
  const second = await list({ limit: 2, position: first.position });
  expect([first.items?.length, second.items?.length, second.position]).toEqual([2, 1, undefined]);
});
