import { CreateApiKeyCommand, GetApiKeysCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

it('filters by the beginning of the name', async () => {
  for (const name of ['alpha', 'beta']) await client.send(new CreateApiKeyCommand({ name }));
  const { items } = await client.send(
    new GetApiKeysCommand({ nameQuery: 'al', includeValues: true }),
  );
  expect(items).toMatchObject([{ name: 'alpha' }]);
  expect(items?.[0]?.value).toBeDefined();
});
