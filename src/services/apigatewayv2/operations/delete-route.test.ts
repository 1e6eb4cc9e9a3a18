import { DeleteRouteCommand, GetRouteCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createRoute } = await startFixture();
afterAll(() => stack.stop());

it('removes a route, once', async () => {
  const { ApiId } = await createApi();
  const RouteId = await createRoute(ApiId, 'GET /a');
  const { $metadata } = await client.send(new DeleteRouteCommand({ ApiId, RouteId }));
  expect($metadata.httpStatusCode).toBe(204);
  expect(await failureOf(client.send(new GetRouteCommand({ ApiId, RouteId })))).toMatchObject({
    status: 404,
  });
  expect(await failureOf(client.send(new DeleteRouteCommand({ ApiId, RouteId })))).toMatchObject({
    status: 404,
  });
});
