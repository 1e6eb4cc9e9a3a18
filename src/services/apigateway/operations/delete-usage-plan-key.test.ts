import {
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  DeleteUsagePlanKeyCommand,
  GetUsagePlanKeysCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

it('takes a key out of a plan', async () => {
  const { id: keyId } = await client.send(new CreateApiKeyCommand({ name: 'k' }));
  const { id: usagePlanId } = await client.send(new CreateUsagePlanCommand({ name: 'p' }));
  await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
  await client.send(new DeleteUsagePlanKeyCommand({ usagePlanId, keyId }));
  expect((await client.send(new GetUsagePlanKeysCommand({ usagePlanId }))).items).toEqual([]);
  const again = new DeleteUsagePlanKeyCommand({ usagePlanId, keyId });
  expect(await failureOf(client.send(again))).toMatchObject({ status: 404 });
});
