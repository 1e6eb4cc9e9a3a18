import { GetAuthorizerCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi } = await startFixture();
afterAll(() => stack.stop());

it('answers 404 for an absent one', async () => {
  const { ApiId } = await createApi();
  const get = client.send(new GetAuthorizerCommand({ ApiId, AuthorizerId: 'absent' }));
  expect(await failureOf(get)).toMatchObject({
    message: 'Invalid Authorizer identifier specified',
    status: 404,
  });
});
