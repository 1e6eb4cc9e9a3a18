import { GetResourcesCommand, PutRestApiCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, createResource } = await startRestFixture();
afterAll(() => stack.stop());

const document = (path: string) =>
  Buffer.from(
    JSON.stringify({
      openapi: '3.0.1',
      info: { title: 'new' },
      paths: { [path]: { get: { 'x-amazon-apigateway-integration': { type: 'mock' } } } },
    }),
  );

it('merges, or leaves nothing else', async () => {
  const { id, root } = await createApi();
  await createResource(id, root, 'before');
  const put = async (mode: 'merge' | 'overwrite', path: string) => {
    const updated = await client.send(
      new PutRestApiCommand({ restApiId: id, mode, body: document(path) }),
    );
    expect(updated.name).toBe('new');
    const { items = [] } = await client.send(new GetResourcesCommand({ restApiId: id }));
    return items.map((each) => each.path).toSorted();
  };
  expect(await put('merge', '/a')).toEqual(['/', '/a', '/before']);
  expect(await put('overwrite', '/b')).toEqual(['/', '/b']);
});

it('answers 404 for an absent API', async () => {
  const put = new PutRestApiCommand({ restApiId: 'absent', body: document('/a') });
  expect(await failureOf(client.send(put))).toMatchObject({ status: 404 });
});
