import {
  CreateRequestValidatorCommand,
  DeleteMethodCommand,
  DeleteRequestValidatorCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod } = await startRestFixture();
afterAll(() => stack.stop());

it('refuses one that a method uses', async () => {
  const { id, root } = await createApi();
  const made = await client.send(new CreateRequestValidatorCommand({ restApiId: id, name: 'v' }));
  const ref = { restApiId: id, requestValidatorId: made.id };
  await putMethod(id, root, 'GET', { requestValidatorId: made.id });
  expect(await failureOf(client.send(new DeleteRequestValidatorCommand(ref)))).toMatchObject({
    name: 'ConflictException',
  });
  await client.send(
    new DeleteMethodCommand({ restApiId: id, resourceId: root, httpMethod: 'GET' }),
  );
  await client.send(new DeleteRequestValidatorCommand(ref));
});
