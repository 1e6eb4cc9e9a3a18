import { GetRoutesCommand, UpdateRouteCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, FUNCTION_ARN, startFixture } from '../fixture.ts';

const { stack, client, createApi, createIntegration, createRoute } = await startFixture();
afterAll(() => stack.stop());
const update = (input: { ApiId: string; RouteId: string; RouteKey?: string; Target?: string }) =>
  client.send(new UpdateRouteCommand(input));

it('changes key and target', async () => {
  const { ApiId } = await createApi();
  const RouteId = await createRoute(ApiId, 'GET /a/{x}');
  const Target = `integrations/${await createIntegration(ApiId)}`;
  expect(await update({ ApiId, RouteId, Target })).toMatchObject({
    RouteKey: 'GET /a/{x}',
    Target,
  });
  expect(await update({ ApiId, RouteId, RouteKey: 'GET /a/{y}' })).toMatchObject({
    RouteKey: 'GET /a/{y}',
    Target,
  });
});

it('refuses the key of another route', async () => {
  const { ApiId } = await createApi();
  await createRoute(ApiId, 'GET /a');
  const RouteId = await createRoute(ApiId, 'GET /b');
  expect(await failureOf(update({ ApiId, RouteId, RouteKey: 'GET /a' }))).toMatchObject({
    name: 'ConflictException',
    message: 'Route with key GET /a already exists for this API',
  });
});

it('refuses another key for the $default route of quick create', async () => {
  const { ApiId } = await createApi({ Target: FUNCTION_ARN });
  const { Items = [] } = await client.send(new GetRoutesCommand({ ApiId }));
  const RouteId = Items[0]?.RouteId ?? '';
  expect(await failureOf(update({ ApiId, RouteId, RouteKey: 'GET /' }))).toMatchObject({
    name: 'BadRequestException',
  });
});

it('knows no absent route', async () => {
  const { ApiId } = await createApi();
  expect(await failureOf(update({ ApiId, RouteId: 'absent' }))).toMatchObject({
    name: 'NotFoundException',
    message: 'Invalid Route identifier specified',
  });
});
