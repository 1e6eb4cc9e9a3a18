import { CreateUsagePlanCommand, UpdateUsagePlanCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

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

it('limits single methods of a stage, by paths with and without escapes', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  await deploy(id);
  const { id: usagePlanId } = await client.send(
    new CreateUsagePlanCommand({ name: 'p', apiStages: [{ apiId: id, stage: 'prod' }] }),
  );
  const patch = (op: 'replace' | 'remove', path: string, value?: string) =>
    client.send(
      new UpdateUsagePlanCommand({
        usagePlanId,
        patchOperations: [{ op, path, ...(value !== undefined && { value }) }],
      }),
    );
  const at = `/apiStages/${id}:prod/throttle`;
  // As Terraform writes it, and as the documentation does.
  await patch('replace', `${at}//pets/GET/rateLimit`, '2.5');
  const both = await patch('replace', `${at}/~1pets~1GET/burstLimit`, '5');
  expect(both.apiStages?.[0]?.throttle).toEqual({ '/pets/GET': { rateLimit: 2.5, burstLimit: 5 } });
  const removed = await patch('remove', `${at}/~1pets~1GET`);
  expect(removed.apiStages?.[0]?.throttle).toEqual({});
  await patch('replace', `${at}//pets/GET/rateLimit`, '2.5');
  expect((await patch('remove', at)).apiStages).toEqual([{ apiId: id, stage: 'prod' }]);
  for (const path of [`${at}/nonsense/rateLimit`, `/apiStages/x:y/throttle//a/GET/rateLimit`])
    expect(await failureOf(patch('replace', path, '1'))).toMatchObject({ status: 400 });
});
