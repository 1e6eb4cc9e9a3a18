import { CreateApiKeyCommand, GetApiKeyCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

it('leaves the value out unless asked', async () => {
  const { id: apiKey, value } = await client.send(new CreateApiKeyCommand({ name: 'k' }));
  expect((await client.send(new GetApiKeyCommand({ apiKey }))).value).toBeUndefined();
  expect((await client.send(new GetApiKeyCommand({ apiKey, includeValue: true }))).value).toBe(
    value,
  );
  expect(await failureOf(client.send(new GetApiKeyCommand({ apiKey: 'absent' })))).toMatchObject({
    message: 'Invalid API Key identifier specified',
    status: 404,
  });
});
