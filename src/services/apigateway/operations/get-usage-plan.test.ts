import { GetUsagePlanCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

it('answers 404 for an absent one', async () => {
  expect(
    await failureOf(client.send(new GetUsagePlanCommand({ usagePlanId: 'absent' }))),
  ).toMatchObject({ message: 'Invalid Usage Plan ID specified', status: 404 });
});
