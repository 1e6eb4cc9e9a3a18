import {
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

it('answers 201; refuses a second time, and other kinds', async () => {
  const { id: keyId } = await client.send(new CreateApiKeyCommand({ name: 'k' }));
  const { id: usagePlanId } = await client.send(new CreateUsagePlanCommand({ name: 'p' }));
  const create = (keyType: string) =>
    client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType }));
  expect(await create('API_KEY')).toMatchObject({ id: keyId, type: 'API_KEY', name: 'k' });
  expect(await failureOf(create('API_KEY'))).toMatchObject({ name: 'ConflictException' });
  expect(await failureOf(create('OTHER'))).toMatchObject({ name: 'BadRequestException' });
});
