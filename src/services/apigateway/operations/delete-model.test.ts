import { DeleteModelCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod } = await startRestFixture();
afterAll(() => stack.stop());

it('refuses one that a method uses', async () => {
  const { id, root } = await createApi();
  const remove = (modelName: string) =>
    client.send(new DeleteModelCommand({ restApiId: id, modelName }));
  await putMethod(id, root, 'POST', { requestModels: { 'application/json': 'Empty' } });
  expect(await failureOf(remove('Empty'))).toMatchObject({ name: 'ConflictException' });
  expect((await remove('Error')).$metadata.httpStatusCode).toBe(202);
  expect(await failureOf(remove('Error'))).toMatchObject({ status: 404 });
});
