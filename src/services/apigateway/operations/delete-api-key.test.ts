import { CreateApiKeyCommand, DeleteApiKeyCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

it('frees its value', async () => {
  const value = 'v'.repeat(20);
  const { id: apiKey } = await client.send(new CreateApiKeyCommand({ value }));
  await client.send(new DeleteApiKeyCommand({ apiKey }));
  expect(await failureOf(client.send(new DeleteApiKeyCommand({ apiKey })))).toMatchObject({
    status: 404,
  });
  await client.send(new CreateApiKeyCommand({ value }));
});
