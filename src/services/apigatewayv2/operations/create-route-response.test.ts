import { CreateRouteResponseCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createRoute } = await startFixture();
afterAll(() => stack.stop());
const { ApiId } = await createApi({
  ProtocolType: 'WEBSOCKET',
  RouteSelectionExpression: '$request.body.action',
});
const RouteId = await createRoute(ApiId, 'x');
const create = (input: object = {}) =>
  client.send(
    new CreateRouteResponseCommand({ ApiId, RouteId, RouteResponseKey: '$default', ...input }),
  );

it('refuses what is not there, other keys, and HTTP APIs', async () => {
  expect(await failureOf(create({ RouteId: 'none' }))).toMatchObject({ status: 404 });
  expect(await failureOf(create({ RouteResponseKey: 'own' }))).toMatchObject({
    name: 'BadRequestException',
  });
  const http = await createApi();
  expect(await failureOf(create({ ApiId: http.ApiId }))).toMatchObject({
    message: 'CreateRouteResponse is not currently supported for HTTP APIs.',
  });
});

it('makes the one response that a route can have', async () => {
  const response = await create({ ModelSelectionExpression: 'm' });
  expect(response).toMatchObject({
    $metadata: { httpStatusCode: 201 },
    ModelSelectionExpression: 'm',
    RouteResponseKey: '$default',
  });
  expect(response.RouteResponseId).toMatch(/^[a-z0-9]{7}$/);
  expect(await failureOf(create())).toMatchObject({ name: 'ConflictException', status: 409 });
});
