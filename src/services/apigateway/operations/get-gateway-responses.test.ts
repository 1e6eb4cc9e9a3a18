import { GetGatewayResponsesCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('lists all 21 types', async () => {
  const { id } = await createApi();
  const { items = [] } = await client.send(new GetGatewayResponsesCommand({ restApiId: id }));
  expect(items).toHaveLength(21);
  expect(items.every(({ defaultResponse }) => defaultResponse)).toBe(true);
});
