import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

it('says where this stack answers', async () => {
  await using fixture = await startDynamodb();
  const { Endpoints } = await fixture.dynamodb.describeEndpoints({});
  expect(Endpoints).toEqual([
    { Address: `localhost:${fixture.stack.port}`, CachePeriodInMinutes: 1440 },
  ]);
});
