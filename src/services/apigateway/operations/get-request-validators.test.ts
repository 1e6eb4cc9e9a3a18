import {
  CreateRequestValidatorCommand,
  GetRequestValidatorsCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('lists them', async () => {
  const { id } = await createApi();
  await client.send(new CreateRequestValidatorCommand({ restApiId: id, name: 'v' }));
  const { items } = await client.send(new GetRequestValidatorsCommand({ restApiId: id }));
  expect(items).toMatchObject([{ name: 'v' }]);
});
