import { CreateUsagePlanCommand, GetUsagePlanKeyCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

it('answers 404 for a key that the plan does not have', async () => {
  const { id: usagePlanId } = await client.send(new CreateUsagePlanCommand({ name: 'p' }));
  const get = new GetUsagePlanKeyCommand({ usagePlanId, keyId: 'absent' });
  expect(await failureOf(client.send(get))).toMatchObject({ status: 404 });
});
