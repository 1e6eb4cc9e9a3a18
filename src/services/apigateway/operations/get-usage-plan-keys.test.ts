import {
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  GetUsagePlanKeysCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

it('lists them', async () => {
  const { id: keyId } = await client.send(new CreateApiKeyCommand({ name: 'k' }));
  const { id: usagePlanId } = await client.send(new CreateUsagePlanCommand({ name: 'p' }));
  await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
  const { items } = await client.send(new GetUsagePlanKeysCommand({ usagePlanId }));
  expect(items).toMatchObject([{ id: keyId, name: 'k' }]);
});
