import {
  CreateRouteResponseCommand,
  DeleteRouteCommand,
  DeleteRouteResponseCommand,
} from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createRoute } = await startFixture();
afterAll(() => stack.stop());
const { ApiId } = await createApi({
  ProtocolType: 'WEBSOCKET',
  RouteSelectionExpression: '$request.body.action',
});
const RouteId = await createRoute(ApiId, 'x');

it('deletes the response; a route takes its own along', async () => {
  const create = () =>
    client.send(new CreateRouteResponseCommand({ ApiId, RouteId, RouteResponseKey: '$default' }));
  const { RouteResponseId } = await create();
  const drop = (id: string | undefined) =>
    client.send(new DeleteRouteResponseCommand({ ApiId, RouteId, RouteResponseId: id }));
  expect((await drop(RouteResponseId)).$metadata.httpStatusCode).toBe(204);
  expect(await failureOf(drop(RouteResponseId))).toMatchObject({ status: 404 });
  const again = await create();
  await client.send(new DeleteRouteCommand({ ApiId, RouteId }));
  expect(await failureOf(drop(again.RouteResponseId))).toMatchObject({ status: 404 });
});
