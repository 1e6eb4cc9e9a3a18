import {
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  GetUsagePlansCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

it('lists those of a key', async () => {
  const { id: keyId } = await client.send(new CreateApiKeyCommand({ name: 'k' }));
  const { id: usagePlanId } = await client.send(new CreateUsagePlanCommand({ name: 'with' }));
  await client.send(new CreateUsagePlanCommand({ name: 'without' }));
  await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
  expect((await client.send(new GetUsagePlansCommand({}))).items).toHaveLength(2);
  expect((await client.send(new GetUsagePlansCommand({ keyId }))).items).toMatchObject([
    { name: 'with' },
  ]);
});
