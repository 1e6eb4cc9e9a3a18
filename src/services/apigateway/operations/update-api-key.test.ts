import { CreateApiKeyCommand, UpdateApiKeyCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

it('switches it on', async () => {
  const { id: apiKey } = await client.send(new CreateApiKeyCommand({ name: 'k' }));
  const updated = await client.send(
    new UpdateApiKeyCommand({
      apiKey,
      patchOperations: [{ op: 'replace', path: '/enabled', value: 'true' }],
    }),
  );
  expect(updated).toMatchObject({ enabled: true });
});
