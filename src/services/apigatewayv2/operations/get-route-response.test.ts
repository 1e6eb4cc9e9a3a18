import { CreateRouteResponseCommand, GetRouteResponseCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createRoute } = await startFixture();
afterAll(() => stack.stop());
const { ApiId } = await createApi({
  ProtocolType: 'WEBSOCKET',
  RouteSelectionExpression: '$request.body.action',
});
const RouteId = await createRoute(ApiId, 'x');

it('gives the response back, and 404 for one that is not there', async () => {
  const RouteResponseKey = '$default';
  const { RouteResponseId } = await client.send(
    new CreateRouteResponseCommand({ ApiId, RouteId, RouteResponseKey }),
  );
  const get = (id: string | undefined) =>
    client.send(new GetRouteResponseCommand({ ApiId, RouteId, RouteResponseId: id }));
  expect(await get(RouteResponseId)).toMatchObject({ RouteResponseId, RouteResponseKey });
  expect(await failureOf(get('none'))).toEqual({
    name: 'NotFoundException',
    message: 'Invalid RouteResponse identifier specified',
    status: 404,
  });
});
