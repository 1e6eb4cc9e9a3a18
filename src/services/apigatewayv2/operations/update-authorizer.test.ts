import { CreateAuthorizerCommand, UpdateAuthorizerCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, FUNCTION_ARN, startFixture } from '../fixture.ts';

const { stack, client, createApi } = await startFixture();
afterAll(() => stack.stop());

it('changes what it is given, and checks the whole', async () => {
  const { ApiId } = await createApi();
  const { AuthorizerId } = await client.send(
    new CreateAuthorizerCommand({
      ApiId,
      Name: 'a',
      AuthorizerType: 'REQUEST',
      IdentitySource: ['$request.querystring.token'],
      AuthorizerUri: FUNCTION_ARN,
      AuthorizerPayloadFormatVersion: '2.0',
    }),
  );
  const update = (members: object) =>
    client.send(new UpdateAuthorizerCommand({ ApiId, AuthorizerId, ...members }));
  expect(await update({ EnableSimpleResponses: true })).toMatchObject({
    Name: 'a',
    EnableSimpleResponses: true,
  });
  expect(await failureOf(update({ AuthorizerUri: 'nonsense' }))).toMatchObject({ status: 400 });
});
