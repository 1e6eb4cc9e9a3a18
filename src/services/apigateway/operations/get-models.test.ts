import { GetModelsCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('every API has two', async () => {
  const { id } = await createApi();
  const { items = [] } = await client.send(new GetModelsCommand({ restApiId: id }));
  expect(items.map(({ name }) => name)).toEqual(['Empty', 'Error']);
});
