import {
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  UpdateUsageCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

it('sets what is left of a quota', async () => {
  const { id: keyId = '' } = await client.send(new CreateApiKeyCommand({ name: 'k' }));
  const { id: usagePlanId } = await client.send(
    new CreateUsagePlanCommand({ name: 'p', quota: { limit: 10, period: 'DAY' } }),
  );
  await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
  const updated = await client.send(
    new UpdateUsageCommand({
      usagePlanId,
      keyId,
      patchOperations: [{ op: 'replace', path: '/remaining', value: '25' }],
    }),
  );
  expect(updated.items).toEqual({ [keyId]: [[0, 25]] });
});
