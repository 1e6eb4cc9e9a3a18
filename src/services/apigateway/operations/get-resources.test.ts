import { GetResourcesCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi, createResource } = await startRestFixture();
afterAll(() => stack.stop());

it('lists the root and what is below it', async () => {
  const { id, root } = await createApi();
  await createResource(id, root, 'users');
  const { items = [] } = await client.send(new GetResourcesCommand({ restApiId: id }));
  expect(items.map(({ path }) => path).toSorted()).toEqual(['/', '/users']);
});
