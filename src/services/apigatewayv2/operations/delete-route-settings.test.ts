import { DeleteRouteSettingsCommand, GetStageCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createRoute, createStage } = await startFixture();
afterAll(() => stack.stop());

it('removes the settings of one route, once', async () => {
  const { ApiId } = await createApi();
  const StageName = 'dev';
  const RouteKey = 'GET /a/{b}';
  await createRoute(ApiId, RouteKey);
  await createRoute(ApiId, 'GET /c');
  const kept = { 'GET /c': { ThrottlingRateLimit: 2 } };
  await createStage(ApiId, {
    StageName,
    RouteSettings: { [RouteKey]: { ThrottlingRateLimit: 1 }, ...kept },
  });
  await client.send(new DeleteRouteSettingsCommand({ ApiId, StageName, RouteKey }));
  expect((await client.send(new GetStageCommand({ ApiId, StageName }))).RouteSettings).toEqual(
    kept,
  );
  expect(
    await failureOf(client.send(new DeleteRouteSettingsCommand({ ApiId, StageName, RouteKey }))),
  ).toMatchObject({
    name: 'NotFoundException',
    message: `Unable to find Route by key ${RouteKey} within the provided RouteSettings`,
  });
});
