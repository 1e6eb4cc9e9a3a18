import { GetAuthorizerCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('answers 404 for an absent one', async () => {
  const { id } = await createApi();
  const get = new GetAuthorizerCommand({ restApiId: id, authorizerId: 'absent' });
  expect(await failureOf(client.send(get))).toMatchObject({
    message: 'Invalid Authorizer identifier specified',
    status: 404,
  });
});
