import { CreateUsagePlanCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

it('answers 201, and refuses what it cannot hold', async () => {
  const made = await client.send(
    new CreateUsagePlanCommand({ name: 'p', quota: { limit: 10, period: 'DAY' } }),
  );
  expect(made.$metadata.httpStatusCode).toBe(201);
  expect(made).toMatchObject({ name: 'p', quota: { limit: 10, period: 'DAY' }, apiStages: [] });
  const refusal = (input: object) =>
    failureOf(client.send(new CreateUsagePlanCommand({ name: 'p', ...input })));
  expect(await refusal({ quota: { limit: 1 } })).toMatchObject({ status: 400 });
  expect(await refusal({ apiStages: [{ apiId: 'x', stage: 'y' }] })).toMatchObject({ status: 400 });
  const throttle = { '/a/GET': { rateLimit: 1 } };
  expect(await refusal({ apiStages: [{ apiId: 'x', stage: 'y', throttle }] })).toMatchObject({
    status: 400,
  });
});
