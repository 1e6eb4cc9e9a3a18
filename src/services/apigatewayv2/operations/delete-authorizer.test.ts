import {
  CreateAuthorizerCommand,
  CreateRouteCommand,
  DeleteAuthorizerCommand,
  UpdateRouteCommand,
} from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, FUNCTION_ARN, startFixture } from '../fixture.ts';

const { stack, client, createApi } = await startFixture();
afterAll(() => stack.stop());

it('refuses one that a route uses', async () => {
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
  const { RouteId } = await client.send(
    new CreateRouteCommand({ ApiId, RouteKey: 'GET /', AuthorizationType: 'CUSTOM', AuthorizerId }),
  );
  const remove = () => client.send(new DeleteAuthorizerCommand({ ApiId, AuthorizerId }));
  expect(await failureOf(remove())).toMatchObject({ name: 'ConflictException' });
  await client.send(new UpdateRouteCommand({ ApiId, RouteId, AuthorizationType: 'NONE' }));
  expect((await remove()).$metadata.httpStatusCode).toBe(204);
});
