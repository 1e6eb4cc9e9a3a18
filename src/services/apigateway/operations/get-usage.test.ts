import { CreateUsagePlanCommand, GetUsageCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

it('refuses dates that are none', async () => {
  const { id: usagePlanId } = await client.send(new CreateUsagePlanCommand({ name: 'p' }));
  const get = (startDate: string, endDate: string) =>
    client.send(new GetUsageCommand({ usagePlanId, startDate, endDate }));
  expect(await failureOf(get('2026-02-30', '2026-03-01'))).toMatchObject({ status: 400 });
  expect(await failureOf(get('2026-03-02', '2026-03-01'))).toMatchObject({ status: 400 });
  expect((await get('2026-03-01', '2026-03-02')).items ?? {}).toEqual({});
});
