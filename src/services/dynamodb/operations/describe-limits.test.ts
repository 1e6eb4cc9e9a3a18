import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

it('says the quotas of AWS', async () => {
  await using fixture = await startDynamodb();
  expect(await fixture.dynamodb.describeLimits({})).toMatchObject({
    AccountMaxReadCapacityUnits: 80_000,
    AccountMaxWriteCapacityUnits: 80_000,
    TableMaxReadCapacityUnits: 40_000,
    TableMaxWriteCapacityUnits: 40_000,
  });
});
