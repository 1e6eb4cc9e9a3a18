import { GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('pages through all APIs', async () => {
  const made = [await createApi(), await createApi(), await createApi()].map(({ id }) => id);
  const first = await client.send(new GetRestApisCommand({ limit: 2 }));
  expect(first.items).toHaveLength(2);
  const second = await client.send(new GetRestApisCommand({ limit: 2, position: first.position }));
  const ids = [...(first.items ?? []), ...(second.items ?? [])].map(({ id }) => id);
  expect(ids.toSorted()).toEqual(made.toSorted());
  expect(second.position).toBeUndefined();
});

it('refuses a position that it never gave', async () => {
  const asked = client.send(new GetRestApisCommand({ position: '***' }));
  expect(await failureOf(asked)).toMatchObject({ name: 'BadRequestException' });
});
