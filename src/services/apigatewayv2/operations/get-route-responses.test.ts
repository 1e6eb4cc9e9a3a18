import { CreateRouteResponseCommand, GetRouteResponsesCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createRoute } = await startFixture();
afterAll(() => stack.stop());
const { ApiId } = await createApi({
  ProtocolType: 'WEBSOCKET',
  RouteSelectionExpression: '$request.body.action',
});
const RouteId = await createRoute(ApiId, 'x');

it("gives the route's own", async () => {
  const list = (id: string) => client.send(new GetRouteResponsesCommand({ ApiId, RouteId: id }));
  expect((await list(RouteId)).Items).toEqual([]);
  await client.send(
    new CreateRouteResponseCommand({ ApiId, RouteId, RouteResponseKey: '$default' }),
  );
  expect((await list(RouteId)).Items).toMatchObject([{ RouteResponseKey: '$default' }]);
  expect((await list(await createRoute(ApiId, 'y'))).Items).toEqual([]);
  expect(await failureOf(list('none'))).toMatchObject({ status: 404 });
});
