import { DeleteMethodCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod } = await startRestFixture();
afterAll(() => stack.stop());

it('removes it', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  const ref = { restApiId: id, resourceId: root, httpMethod: 'GET' };
  const gone = await client.send(new DeleteMethodCommand(ref));
  expect(gone.$metadata.httpStatusCode).toBe(204);
  expect(await failureOf(client.send(new DeleteMethodCommand(ref)))).toMatchObject({ status: 404 });
});
