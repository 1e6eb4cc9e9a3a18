import { CreateAuthorizerCommand, GetAuthorizersCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { FUNCTION_ARN, startFixture } from '../fixture.ts';

const { stack, client, createApi } = await startFixture();
afterAll(() => stack.stop());

it('lists them', async () => {
  const { ApiId } = await createApi();
  const made = await client.send(
    new CreateAuthorizerCommand({
      ApiId,
      Name: 'a',
      AuthorizerType: 'REQUEST',
      IdentitySource: ['$request.querystring.token'],
      AuthorizerUri: FUNCTION_ARN,
      AuthorizerPayloadFormatVersion: '2.0',
    }),
  );
  const { Items } = await client.send(new GetAuthorizersCommand({ ApiId }));
  expect(Items).toMatchObject([{ AuthorizerId: made.AuthorizerId }]);
});
