import { CreateUsagePlanCommand, UpdateUsagePlanCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod, deploy } = await startRestFixture();
afterAll(() => stack.stop());

it('adds and removes stages, limits and quota', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  await deploy(id);
  const { id: usagePlanId } = await client.send(new CreateUsagePlanCommand({ name: 'p' }));
  const patch = (
    patchOperations: { op: 'add' | 'replace' | 'remove'; path: string; value?: string }[],
  ) => client.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations }));
  expect(
    await patch([
      { op: 'add', path: '/apiStages', value: `${id}:prod` },
      { op: 'replace', path: '/throttle/rateLimit', value: '1.5' },
    ]),
  ).toMatchObject({ apiStages: [{ apiId: id, stage: 'prod' }], throttle: { rateLimit: 1.5 } });
  expect(await patch([{ op: 'remove', path: '/apiStages', value: `${id}:prod` }])).toMatchObject({
    apiStages: [],
  });
});
