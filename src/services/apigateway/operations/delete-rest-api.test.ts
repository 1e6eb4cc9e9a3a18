import { DeleteRestApiCommand, GetResourcesCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod, deploy, call } = await startRestFixture();
afterAll(() => stack.stop());

it('removes the API with all that belongs to it', async () => {
  const { id, root } = await createApi({ tags: { _custom_id_: 'again' } });
  await putMethod(id, root, 'GET');
  await deploy(id);
  const gone = await client.send(new DeleteRestApiCommand({ restApiId: id }));
  expect(gone.$metadata.httpStatusCode).toBe(202);
  expect(await call(id, '/prod')).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
  await createApi({ tags: { _custom_id_: 'again' } });
  const { items } = await client.send(new GetResourcesCommand({ restApiId: id }));
  expect(items).toHaveLength(1);
});
