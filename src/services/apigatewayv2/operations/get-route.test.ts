import { GetRouteCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createRoute } = await startFixture();
afterAll(() => stack.stop());

it('gives a route, of its own API only', async () => {
  const { ApiId } = await createApi();
  const other = await createApi();
  const RouteId = await createRoute(ApiId, 'GET /a');
  expect(await client.send(new GetRouteCommand({ ApiId, RouteId }))).toMatchObject({
    RouteId,
    RouteKey: 'GET /a',
  });
  expect(
    await failureOf(client.send(new GetRouteCommand({ ApiId: other.ApiId, RouteId }))),
  ).toEqual({
    name: 'NotFoundException',
    message: 'Invalid Route identifier specified',
    status: 404,
  });
});
