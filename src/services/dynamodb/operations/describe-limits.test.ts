import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

it('says the quotas and where it answers', async () => {
  await using fixture = await startDynamodb();
  expect(await fixture.dynamodb.describeLimits({})).toMatchObject({
    TableMaxReadCapacityUnits: 40_000,
  });
  const { Endpoints } = await fixture.dynamodb.describeEndpoints({});
  expect(Endpoints).toEqual([
    { Address: `localhost:${fixture.stack.port}`, CachePeriodInMinutes: 1440 },
  ]);
});
