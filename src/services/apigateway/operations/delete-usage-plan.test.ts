import { CreateUsagePlanCommand, DeleteUsagePlanCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod, deploy } = await startRestFixture();
afterAll(() => stack.stop());

it('refuses one with stages', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  await deploy(id);
  const make = (apiStages: { apiId: string; stage: string }[]) =>
    client.send(new CreateUsagePlanCommand({ name: 'p', apiStages }));
  const remove = (usagePlanId = '') => client.send(new DeleteUsagePlanCommand({ usagePlanId }));
  const used = await make([{ apiId: id, stage: 'prod' }]);
  expect(await failureOf(remove(used.id))).toMatchObject({ status: 400 });
  await remove((await make([])).id);
});
