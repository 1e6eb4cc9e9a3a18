import {
  CreateRouteResponseCommand,
  UpdateRouteResponseCommand,
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

it('changes what is given', async () => {
  const { RouteResponseId } = await client.send(
    new CreateRouteResponseCommand({ ApiId, RouteId, RouteResponseKey: '$default' }),
  );
  const update = (input: object) =>
    client.send(new UpdateRouteResponseCommand({ ApiId, RouteId, RouteResponseId, ...input }));
  expect(await update({ ResponseModels: { a: 'B' } })).toMatchObject({
    ResponseModels: { a: 'B' },
    RouteResponseKey: '$default',
  });
  expect(await failureOf(update({ RouteResponseKey: 'own' }))).toMatchObject({ status: 400 });
  expect(await failureOf(update({ RouteResponseId: 'none' }))).toMatchObject({ status: 404 });
});
