import { GetDeploymentsCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod, deploy } = await startRestFixture();
afterAll(() => stack.stop());

it('lists them', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  const made = [await deploy(id), await deploy(id)];
  const { items = [] } = await client.send(new GetDeploymentsCommand({ restApiId: id }));
  expect(items.map((each) => each.id).toSorted()).toEqual(made.toSorted());
});
