import { DeleteResourceCommand, GetResourcesCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, createResource } = await startRestFixture();
afterAll(() => stack.stop());

it('removes what is below it, too, and never the root', async () => {
  const { id, root } = await createApi();
  const a = await createResource(id, root, 'a');
  await createResource(id, a, 'b');
  await createResource(id, root, 'ab');
  await client.send(new DeleteResourceCommand({ restApiId: id, resourceId: a }));
  const { items = [] } = await client.send(new GetResourcesCommand({ restApiId: id }));
  expect(items.map(({ path }) => path).toSorted()).toEqual(['/', '/ab']);
  const refused = client.send(new DeleteResourceCommand({ restApiId: id, resourceId: root }));
  expect(await failureOf(refused)).toMatchObject({ name: 'BadRequestException' });
});
