import {
  CreateRequestValidatorCommand,
  GetRequestValidatorCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('answers it, and 404 for another', async () => {
  const { id } = await createApi();
  const made = await client.send(new CreateRequestValidatorCommand({ restApiId: id, name: 'v' }));
  const get = (requestValidatorId = '') =>
    client.send(new GetRequestValidatorCommand({ restApiId: id, requestValidatorId }));
  expect(await get(made.id)).toMatchObject({ name: 'v' });
  expect(await failureOf(get('absent'))).toMatchObject({ status: 404 });
});
